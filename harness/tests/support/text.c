/* text.c -- write a file of text, and look for a part of a text. */
#include "support/text.h"

#include <stdio.h>
#include <string.h>

#include "support/cmocka_all.h"

void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

void assert_contains(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("expected \"%s\" in:\n%s", part, text);
}
