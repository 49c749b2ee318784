/* syntax.c -- cuts filters and projections into words, and puts Go's expressions into the form of
 * POSIX; contract in syntax.h. */
#include "compare/syntax.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/xalloc.h"

void compare_lexer_wrong(struct compare_lexer *lexer, const char *what)
{
    if (lexer->wrong == NULL)
        lexer->wrong = *lexer->at == '\0' ? xprintf("expected %s at the end", what)
                                          : xprintf("expected %s at '%s'", what, lexer->at);
    lexer->rest = "";
}

/* Decode the escape of a Go string at s, behind its backslash. Returns how long it is, 0 if it is
 * none. */
static size_t escape(const char *s, char **out)
{
    static const char letters[] = "abfnrtv\\\"", meant[] = "\a\b\f\n\r\t\v\\\"";
    static const char forms[] = "xuU";
    static const size_t lengths[] = { 2, 4, 8 };
    const char *letter = strchr(letters, *s), *form = strchr(forms, *s);
    if (*s == '\0')
        return 0;
    if (letter != NULL) {
        xappend(out, "%c", meant[letter - letters]);
        return 1;
    }
    bool octal = form == NULL;
    size_t len = octal ? 3 : lengths[form - forms];
    char digits[9] = "", utf8[4], *end;
    snprintf(digits, len + 1, "%s", s + !octal);
    unsigned long code = strtoul(digits, &end, octal ? 8 : 16);
    if (!isxdigit((unsigned char)digits[0]) || (size_t)(end - digits) != len || code == 0 ||
        code > (octal ? 255 : 0x10ffff))
        return 0;
    if (octal || *s == 'x')
        xappend(out, "%c", (int)code);
    else
        xappend(out, "%.*s", (int)hm_base_utf8_encode((uint32_t)code, utf8), utf8);
    return len + !octal;
}

static struct compare_token word(struct compare_lexer *lexer, const char *text, size_t len)
{
    return (struct compare_token){ COMPARE_WORD_TEXT, text_strpool_put(lexer->pool, text, len) };
}

static struct compare_token quoted(struct compare_lexer *lexer)
{
    struct compare_token token = { COMPARE_END, NULL };
    const char *s = lexer->rest + 1;
    char *text = xprintf("%s", "");
    for (size_t n; *s != '"' && *s != '\0'; s += n) {
        n = *s == '\\' ? escape(s + 1, &text) + 1 : 1;
        if (*s != '\\')
            xappend(&text, "%c", *s);
        else if (n == 1)
            break;
    }
    if (*s == '"') {
        lexer->rest = s + 1;
        token = word(lexer, text, strlen(text));
    } else {
        compare_lexer_wrong(lexer, *s == '\0' ? "an end of the quotes" : "another escape");
    }
    free(text);
    return token;
}

/* The length of the blank at s, 0 if it is none: ASCII's and the two of Latin-1. */
static size_t blank(const char *s)
{
    if (*s == ' ' || (*s >= '\t' && *s <= '\r'))
        return 1;
    return strncmp(s, "\xc2\xa0", 2) == 0 || strncmp(s, "\xc2\x85", 2) == 0 ? 2 : 0;
}

/* As far as the '/' that stands in no brackets. */
static struct compare_token expression(struct compare_lexer *lexer)
{
    struct compare_token token = { COMPARE_END, NULL };
    const char *start = lexer->rest + 1, *s = start;
    int sets = 0, groups = 0;
    for (; *s != '\0' && (*s != '/' || sets != 0 || groups != 0); s++) {
        if (*s == '\\' && s[1] != '\0')
            s++;
        else if (*s == '[')
            sets++;
        else if (*s == ']')
            sets -= sets > 0;
        else if (sets == 0)
            groups += (*s == '(') - (*s == ')');
    }
    if (*s == '\0') {
        compare_lexer_wrong(lexer, "a '/' that closes the expression");
        return token;
    }
    token = word(lexer, start, (size_t)(s - start));
    token.kind = COMPARE_WORD_REGEX;
    lexer->rest = s + 1;
    if (s[1] != '\0' && blank(s + 1) == 0 && strchr("():@,-*", s[1]) == NULL)
        compare_lexer_wrong(lexer, "a blank or an operator behind the expression, whose own '/' "
                                   "stand behind a backslash,");
    return token;
}

struct compare_token compare_lexer_next(struct compare_lexer *lexer, bool value)
{
    while (blank(lexer->rest) > 0)
        lexer->rest += blank(lexer->rest);
    const char *s = lexer->at = lexer->rest;
    if (*s == '\0')
        return (struct compare_token){ COMPARE_END, NULL };
    if (strchr("():@,-*", *s) != NULL) {
        lexer->rest++;
        return (struct compare_token){ *s, NULL };
    }
    if (*s == '"')
        return quoted(lexer);
    if (value && *s == '/')
        return expression(lexer);
    while (*lexer->rest != '\0' && blank(lexer->rest) == 0 && strchr("():@,", *lexer->rest) == NULL)
        lexer->rest++;
    struct compare_token token = word(lexer, s, (size_t)(lexer->rest - s));
    if (strcmp(token.text, "AND") == 0)
        token.kind = COMPARE_WORD_AND;
    else if (strcmp(token.text, "OR") == 0)
        token.kind = COMPARE_WORD_OR;
    return token;
}

int compare_lexer_peek(const struct compare_lexer *lexer)
{
    struct compare_lexer copy = *lexer;
    copy.wrong = NULL;
    int kind = compare_lexer_next(&copy, false).kind;
    if (copy.wrong != NULL)
        kind = COMPARE_WORD_TEXT; /* a word with a mistake in it: who takes it notes that */
    free(copy.wrong);
    return kind;
}

/* Go's classes by a letter, as they stand within brackets; POSIX has the others under these names
 * too. */
static const char *class_of(char letter)
{
    switch (letter) {
    case 'd':
        return "0-9";
    case 'w':
        return "0-9A-Za-z_";
    case 's':
        return "\t\n\f\r ";
    default:
        return NULL;
    }
}

/* A set, from behind its '[' to behind its ']'. In POSIX a backslash is a character of the set, a
 * ']' stands first and a '-' last. Returns what is behind it, NULL if it has no end or POSIX cannot
 * have it. */
static const char *translate_set(const char *s, char **out)
{
    bool negated = *s == '^', bracket = false, dash = false;
    char *set = xprintf("%s", "");
    s += negated;
    for (const char *start = s; *s != '\0' && (*s != ']' || s == start); s++) {
        const char *end = strncmp(s, "[:", 2) == 0 ? strstr(s, ":]") : NULL;
        const char *class = *s == '\\' ? class_of(s[1]) : NULL;
        bool range = s > start && *s == '-' && s[1] != ']';
        if (end != NULL) {
            xappend(&set, "%.*s", (int)(end + 2 - s), s);
            s = end + 1;
            continue;
        }
        if (*s == '\\' && s[1] != '\0')
            s++;
        if (class != NULL)
            xappend(&set, "%s", class);
        else if (s[-1] == '\\' && s > start && isalnum((unsigned char)*s))
            goto wrong;
        else if (*s == ']')
            bracket = true;
        else if (*s == '-' && !range)
            dash = true;
        else
            xappend(&set, "%c", *s);
    }
    if (*s != ']')
        goto wrong;
    /* A '^' that does not negate stands last, or alone behind a backslash. */
    bool caret = !negated && !bracket && !dash && set[0] == '^';
    if (caret && set[1] == '\0')
        xappend(out, "\\^");
    else
        xappend(out, "[%s%s%s%s%s]", negated ? "^" : "",
                bracket ? "]"
                : dash  ? "-"
                        : "",
                caret ? set + 1 : set, caret ? "^" : "", bracket && dash ? "-" : "");
    free(set);
    return s + 1;
wrong:
    free(set);
    return NULL;
}

/* One element of Go's expression at s in POSIX's form. Returns what is behind it, NULL if there is
 * no such form. */
static const char *translate(const char *s, char **out, bool *fold)
{
    const char *class = *s == '\\' ? class_of((char)tolower((unsigned char)s[1])) : NULL;
    if (*s == '[')
        return translate_set(s + 1, out);
    if (strncmp(s, "(?i)", 4) == 0) {
        *fold = true;
        return s + 4;
    }
    if (strncmp(s, "(?", 2) == 0) {
        size_t name = strncmp(s, "(?P<", 4) == 0 || strncmp(s, "(?<", 3) == 0 ? strcspn(s, ">") : 2;
        if (s[name] != (name == 2 ? ':' : '>'))
            return NULL;
        xappend(out, "(");
        return s + name + 1;
    }
    if (class != NULL)
        xappend(out, "[%s%s]", isupper((unsigned char)s[1]) ? "^" : "", class);
    else if (*s == '\\' && (s[1] == 'A' || s[1] == 'z'))
        xappend(out, s[1] == 'A' ? "^" : "$");
    else if (*s == '\\' && (s[1] == '\0' || (isalnum((unsigned char)s[1]) && tolower(s[1]) != 'b')))
        return NULL;
    else if (*s == '\\')
        xappend(out, isalnum((unsigned char)s[1]) || ispunct((unsigned char)s[1]) ? "\\%c" : "%c",
                s[1]);
    else
        xappend(out, "%c", *s);
    /* "*?" takes as few as possible, which matches where "*" does. */
    return s + 1 + (*s == '\\' || (strchr("*+?}", *s) != NULL && s[1] == '?'));
}

char *compare_regex(regex_t *regex, const char *expression)
{
    char *posix = xprintf("%s", expression[0] == '\0' ? "^" : ""), *wrong = NULL, message[128];
    bool fold = false;
    for (const char *s = expression, *next; wrong == NULL && *s != '\0'; s = next) {
        next = translate(s, &posix, &fold);
        if (next == NULL)
            wrong = xprintf("the expression /%s/ is not supported from '%s' on", expression, s);
    }
    if (wrong == NULL) {
        int error = regcomp(regex, posix, REG_EXTENDED | REG_NOSUB | (fold ? REG_ICASE : 0));
        if (error != 0) {
            regerror(error, regex, message, sizeof message);
            wrong = xprintf("the expression /%s/: %s", expression, message);
        }
    }
    free(posix);
    return wrong;
}
