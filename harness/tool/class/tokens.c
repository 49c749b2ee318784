/* tokens.c -- names, numbers, strings and marks; the words of C are not names. */
#include "class/tokens.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"

static const char *const words[] = {
    "auto",     "break",  "case",    "char",   "const",    "continue", "default",  "do",
    "double",   "else",   "enum",    "extern", "float",    "for",      "goto",     "if",
    "inline",   "int",    "long",    "return", "register", "restrict", "short",    "signed",
    "sizeof",   "static", "struct",  "switch", "typedef",  "union",    "unsigned", "void",
    "volatile", "while",  "include", "define", "bool",     "size_t",   "malloc",   "free",
};

static bool is_word(const char *text, size_t n)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strlen(words[i]) == n && strncmp(words[i], text, n) == 0)
            return true;
    return false;
}

static uint32_t number_of(const char *text, size_t n)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    return hash;
}

static size_t name_length(const char *at)
{
    size_t n = 0;
    while (isalnum((unsigned char)at[n]) || at[n] == '_' || (unsigned char)at[n] >= 0x80)
        n++;
    return n;
}

static size_t text_length(const char *at)
{
    size_t n = 1;
    while (at[n] != '\0' && at[n] != *at && at[n] != '\n')
        n += at[n] == '\\' && at[n + 1] != '\0' ? 2 : 1;
    return n + (at[n] == *at);
}

static void add(struct class_tokens *t, const char *text, size_t n, const char *kind)
{
    size_t count = t->count;
    *XPUSH(t->plain, count, t->plain_capacity) =
        kind != NULL ? number_of(kind, strlen(kind)) : number_of(text, n);
    *XPUSH(t->exact, t->count, t->capacity) = number_of(text, n);
}

/* Behind a blank or a comment; the same place if there is none. */
static const char *skip(const char *at)
{
    if (at[0] == '/' && at[1] == '/')
        return at + strcspn(at, "\n");
    if (at[0] == '/' && at[1] == '*') {
        const char *end = strstr(at + 2, "*/");
        return end != NULL ? end + 2 : at + strlen(at);
    }
    return isspace((unsigned char)*at) ? at + 1 : at;
}

void class_tokens_of(const char *text, struct class_tokens *tokens)
{
    memset(tokens, 0, sizeof *tokens);
    for (const char *at = text; *at != '\0';) {
        const char *next = skip(at);
        size_t n = 0;
        if (next != at)
            ;
        else if (isdigit((unsigned char)*at))
            add(tokens, at, n = name_length(at), "0");
        else if ((n = name_length(at)) > 0)
            add(tokens, at, n, is_word(at, n) ? NULL : "a");
        else if (*at == '"' || *at == '\'')
            add(tokens, at, n = text_length(at), "\"");
        else
            add(tokens, at, n = 1, NULL);
        at = next != at ? next : at + n;
    }
}

void class_tokens_done(struct class_tokens *tokens)
{
    free(tokens->exact);
    free(tokens->plain);
}
