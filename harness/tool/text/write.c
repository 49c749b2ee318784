/* write.c -- base/text.h on a stream. */
#include "text/write.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/text.h"
#include "base/utf8.h"
#include "cli/xalloc.h"

static void to_stream(void *stream, const char *bytes, size_t length)
{
    fwrite(bytes, 1, length, stream);
}

size_t text_terminal_columns(void)
{
    const char *text = getenv("COLUMNS");
    long asked = text != NULL ? strtol(text, NULL, 10) : 0;
    struct winsize size;
    if (asked > 0)
        return (size_t)asked;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col
                                                                           : TEXT_COLUMNS;
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

void text_fold(FILE *to, const char *text, size_t length, size_t width)
{
    const char *stop = text + length;
    while (text < stop) {
        const char *end = memchr(text, '\n', (size_t)(stop - text));
        char *line = xstrndup(text, (size_t)((end != NULL ? end : stop) - text));
        size_t blanks = strspn(line, " ");
        if (text_width(line) <= width) {
            fprintf(to, "%s\n", line);
        } else {
            fprintf(to, "%*s", (int)blanks, "");
            text_wrap(to, line + blanks, blanks, blanks + 4, width);
        }
        free(line);
        text = end != NULL ? end + 1 : stop;
    }
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

/* What no such document may hold, not even escaped. */
static bool is_allowed(uint32_t rune)
{
    return rune == '\t' || (rune >= ' ' && rune != 0x7f && rune != 0xfffe && rune != 0xffff);
}

void text_markup(FILE *to, const char *text)
{
    uint32_t rune;
    for (size_t bytes; *text != '\0'; text += bytes) {
        bytes = hm_base_utf8_decode(text, &rune);
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
            if (bytes == 1 && (unsigned char)*text >= 0x80)
                fputc('?', to);
            else if (is_allowed(rune))
                fwrite(text, 1, bytes, to);
        }
    }
}
