/* finding.c -- the reports of AddressSanitizer, ThreadSanitizer and UBSan, read. */
#include "grade/finding.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Where `shown:LINE` stands first, with the number of its characters; NULL: nowhere. */
static const char *place(const char *output, const char *shown, size_t *length)
{
    size_t n = strlen(shown);
    for (const char *at = output; (at = strstr(at, shown)) != NULL; at += n) {
        bool whole = at == output || strchr("/ \n", at[-1]) != NULL;
        if (!whole || at[n] != ':' || !isdigit((unsigned char)at[n + 1]))
            continue;
        *length = n + 1 + strspn(at + n + 1, "0123456789");
        return at;
    }
    return NULL;
}

static bool drop_end(char *text, const char *end)
{
    size_t length = strlen(text), n = strlen(end);
    bool ends = length >= n && strcmp(text + length - n, end) == 0;
    if (ends)
        text[length - n] = '\0';
    return ends;
}

/* Up to the first address or process number, which differ from run to run. */
static void first_words(const char *found, char *text, size_t size)
{
    snprintf(text, size, "%.*s", (int)strcspn(found, "\n"), found);
    const char *const cuts[] = { "0x", " (pid", " (pc", "(0x" };
    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
        char *cut = strstr(text, cuts[i]);
        if (cut != NULL)
            *cut = '\0';
    }
    while (drop_end(text, " ") || drop_end(text, ":") || drop_end(text, " on address") ||
           drop_end(text, " on"))
        ;
}

bool grade_finding(const char *output, const char *shown, char *text, size_t size)
{
    const char *const marks[] = { "ERROR: ", "WARNING: ", "runtime error: ", "FATAL: " };
    const char *found = NULL, *from;
    text[0] = '\0';
    for (size_t i = 0; i < sizeof marks / sizeof marks[0] && found == NULL; i++)
        found = strstr(output, marks[i]);
    if (found == NULL)
        return false;
    first_words(found, text, size);
    for (from = found; from > output && from[-1] != '\n';) /* UBSan names the place before it */
        from--;
    size_t length, used = strlen(text);
    const char *at = shown != NULL ? place(from, shown, &length) : NULL;
    if (at != NULL)
        snprintf(text + used, size - used, ", at %.*s", (int)length, at);
    return true;
}
