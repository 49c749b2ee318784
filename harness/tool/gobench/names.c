/* names.c -- compares the parts of a benchmark's name with the name of a function. */
#include "gobench/names.h"

#include <ctype.h>
#include <string.h>

/* Equal when capitals and everything that is no letter or digit are left out. */
static bool same(const char *a, size_t a_len, const char *b)
{
    const char *a_end = a + a_len;
    for (;;) {
        while (a < a_end && !isalnum((unsigned char)*a))
            a++;
        while (*b != '\0' && !isalnum((unsigned char)*b))
            b++;
        if (a == a_end || *b == '\0')
            return a == a_end && *b == '\0';
        if (tolower((unsigned char)*a++) != tolower((unsigned char)*b++))
            return false;
    }
}

bool gobench_runs(const char *benchmark, const char *function)
{
    const char *dot = strrchr(function, '.');
    if (dot != NULL && dot[1] != '\0')
        function = dot + 1;
    for (const char *part = benchmark;; part++) { /* of Base/key=value/value-8 */
        size_t len = strcspn(part, "/");
        const char *value = memchr(part, '=', len);
        size_t value_len = value != NULL ? len - (size_t)(++value - part) : len;
        const char *text = value != NULL ? value : part;
        size_t bare = value_len;
        while (bare > 0 && isdigit((unsigned char)text[bare - 1]))
            bare--;
        bool suffix = part[len] == '\0' && bare > 0 && bare < value_len && text[bare - 1] == '-';
        if (same(text, value_len, function) || (suffix && same(text, bare - 1, function)))
            return true;
        part += len;
        if (*part == '\0')
            return false;
    }
}
