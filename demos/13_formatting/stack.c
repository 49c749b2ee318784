/* stack.c -- the caller passes a buffer: a number of 64 bits has at most 20 characters. */
#include "lesson.h"

#include <stdio.h>

enum { TEXT_SIZE = 21 };

/* Writes the text into a buffer of TEXT_SIZE bytes. */
static void write_text(long number, char *text)
{
    snprintf(text, TEXT_SIZE, "%ld", number);
}

long digits_stack(long number)
{
    char text[TEXT_SIZE];
    write_text(number, text);
    long sum = digit_sum(text);
    return sum;
}
