/* write.c -- base/text.h on a stream. */
#include "text/write.h"

#include <string.h>

#include "base/text.h"

static void to_stream(void *stream, const char *bytes, size_t length)
{
    fwrite(bytes, 1, length, stream);
}

size_t text_width(const char *s)
{
    return hm_base_columns(s, strlen(s));
}

void text_wrap(FILE *to, const char *text, size_t at, size_t indent, size_t width)
{
    hm_base_wrap(to_stream, to, text, at, indent, width);
    fputc('\n', to);
}

void text_markdown(FILE *to, const char *text)
{
    hm_base_markdown(to_stream, to, text);
}

void text_markdown_cell(FILE *to, const char *text)
{
    fputc(' ', to);
    text_markdown(to, text);
    fputs(" |", to);
}

void text_markup(FILE *to, const char *text)
{
    for (; *text != '\0'; text++)
        switch (*text) {
        case '<':
            fputs("&lt;", to);
            break;
        case '>':
            fputs("&gt;", to);
            break;
        case '&':
            fputs("&amp;", to);
            break;
        case '"':
            fputs("&quot;", to);
            break;
        default:
            if (*text == '\t' || ((unsigned char)*text >= ' ' && *text != 0x7f))
                putc(*text, to);
        }
}
