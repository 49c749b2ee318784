/* colour.c -- a line of C or Go in HTML, with its comments, texts and keywords marked. */
#include <ctype.h>
#include <string.h>

#include "cli/xalloc.h"
#include "site/listing.h"
#include "text/write.h"

#include <stdlib.h>

static bool is_keyword(const char *word, size_t length)
{
    static const char words[] =
        " auto bool break case char const continue default do double else enum extern float for "
        "goto "
        "if inline int long return short signed sizeof static struct switch typedef union unsigned "
        "void volatile while true false NULL chan defer func go import interface map package range "
        "select type var nil string any byte int64 error make new append ";
    for (const char *at = words; (at = strchr(at, ' ')) != NULL && at[1] != '\0'; at++)
        if (strncmp(at + 1, word, length) == 0 && at[1 + length] == ' ')
            return true;
    return false;
}

static void piece(FILE *to, const char *class, const char *s, size_t length)
{
    char *text = xstrndup(s, length);
    if (class != NULL)
        fprintf(to, "<span class=%s>", class);
    text_markup(to, text);
    if (class != NULL)
        fputs("</span>", to);
    free(text);
}

static size_t quoted(const char *s)
{
    size_t i = 1;
    while (s[i] != '\0' && s[i] != s[0])
        i += s[i] == '\\' && s[i + 1] != '\0' ? 2 : 1;
    return i + (s[i] != '\0');
}

static size_t word(const char *s)
{
    size_t i = 0;
    while (isalnum((unsigned char)s[i]) || s[i] == '_')
        i++;
    return i;
}

/* Up to the end of the comment in this line. */
static size_t commented(const char *s, size_t from, bool *comment)
{
    const char *end = strstr(s + from, "*/");
    *comment = end == NULL;
    return end == NULL ? strlen(s) : (size_t)(end - s) + 2;
}

void site_listing_line(FILE *to, const char *line, bool *comment)
{
    while (*line != '\0') {
        size_t n;
        const char *class = NULL;
        if (*comment || strncmp(line, "/*", 2) == 0) {
            n = commented(line, *comment ? 0 : 2, comment);
            class = "co";
        } else if (strncmp(line, "//", 2) == 0) {
            n = strlen(line);
            class = "co";
        } else if (*line == '"' || *line == '\'' || *line == '`') {
            n = quoted(line);
            class = "st";
        } else if ((n = word(line)) > 0) {
            class = is_keyword(line, n) ? "kw" : NULL;
        } else {
            n = strcspn(line,
                        "/\"'`_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
            n += n == 0;
        }
        piece(to, class, line, n);
        line += n;
    }
}
