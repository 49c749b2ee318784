// text.c -- addresses that become text, bytes or numbers in the C library, and plain text
#include <math.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

void *text_of_a_local(void)
{
    char *p = calloc(1, 4); // WANT "its address is written by sprintf"
    char text[40];
    void *again;
    sprintf(text, "%4d %p", 1, (void *)p);
    sscanf(text, "%*d %p", &again);
    return again;
}

char *digits(void)
{
    char *p = calloc(1, 4); // WANT "its address is written by snprintf"
    char text[40];
    snprintf(text, sizeof text, "%s %lx", "", (unsigned long)p);
    return (char *)strtoul(text, NULL, 16);
}

char *text_of_a_block(void)
{
    char *p = calloc(1, 4); // WANT "its address is written by asprintf"
    char *text = NULL;      // the line of asprintf
    if (asprintf(&text, "%p", (void *)p) < 0) // WANT "returned from text_of_a_block"
        return NULL;
    return text;
}

void one_character_after_the_other(FILE *file)
{
    char *p = calloc(1, 4); // WANT "its address is written by fputc"
    for (unsigned i = 0; i < sizeof p; i++)
        fputc((int)((uintptr_t)p >> 8 * i & 255), file);
}

void bytes_set(char *to)
{
    char *p = calloc(1, 4); // WANT "stored through parameter to"
    for (unsigned i = 0; i < sizeof p; i++)
        memset(to + i, (int)((uintptr_t)p >> 8 * i), 1);
}

void number_of_a_jump(jmp_buf to)
{
    char *p = calloc(1, 4); // WANT "its address is written by longjmp"
    longjmp(to, (int)((uintptr_t)p >> 16));
}

double rounded(void)
{
    char *p = calloc(1, 4); // WANT "returned from rounded"
    return floor((double)(uintptr_t)p);
}

char *text_that_is_an_address(void)
{
    char *p = calloc(1, 4);         // WANT "returned from text_that_is_an_address"
    char *t = strdup((char *)&p);   // WANT "returned from text_that_is_an_address"
    return t;
}

void text_that_is_printed(void)
{
    char *p = calloc(1, 4); // WANT "its address is written by puts"
    puts((char *)&p);
}

void bytes_swapped(char *to)
{
    char *p = calloc(1, 4); // WANT "stored through parameter to"
    swab(&p, to, sizeof p);
}

struct person {
    char name[24];
    char *mail;
};

/* A name is not the pointer that is stored behind it. */
void printed(FILE *file, const char *format)
{
    struct person x = { "x", malloc(16) }; // WANT "does not escape"
    char text[90];
    strcpy(x.mail, "x@x");
    printf("%s <%s> %zu\n", x.name, x.mail, strlen(x.mail));
    fprintf(file, format, x.mail);
    snprintf(text, sizeof text, "%s %n", x.mail, &(int){ 0 });
    fputs(x.name, file);
    puts(x.mail);
    free(x.mail);
}

wchar_t *wide(void)
{
    wchar_t *p = calloc(4, sizeof *p); // WANT "returned from wide"
    return wmemset(p, L'a', 3);
}
