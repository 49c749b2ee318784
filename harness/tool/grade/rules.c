/* rules.c -- directives of the source, and words of the preprocessed text. */
#include "grade/rules.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"

static bool one_of(const char *const *list, const char *word, size_t n)
{
    for (; *list != NULL; list++)
        if (strlen(*list) == n && strncmp(*list, word, n) == 0)
            return true;
    return false;
}

static bool in_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$';
}

static size_t word_length(const char *at)
{
    size_t n = 0;
    while (in_word(at[n]))
        n++;
    return n;
}

/* Behind what at begins with, if that is a string, a character or a comment; else NULL. */
static const char *behind_text(const char *at, int *line)
{
    const char *end = NULL;
    if (at[0] == '/' && at[1] == '*')
        end = strstr(at + 2, "*/"), end = end != NULL ? end + 2 : at + strlen(at);
    else if (at[0] == '/' && at[1] == '/')
        end = at + strcspn(at, "\n");
    else if (at[0] == '"' || at[0] == '\'') {
        for (end = at + 1; *end != '\0' && *end != *at && *end != '\n'; end++)
            end += end[0] == '\\' && end[1] != '\0';
        end += *end == *at;
    }
    for (const char *c = at; end != NULL && c < end; c++)
        *line += *c == '\n';
    return end;
}

/* Blanks and comments between a # and its word. */
static const char *skip_blank(const char *at, int *line)
{
    for (;; at++) {
        if (at[0] == '/' && at[1] == '*')
            at = behind_text(at, line) - 1;
        else if (*at == '\n' || !isspace((unsigned char)*at))
            return at;
    }
}

/* The translation phases before directives: a spliced line is one line, a trigraph is refused. */
static char *unspliced(const char *source)
{
    char *text = xzalloc(strlen(source) + 1), *to = text;
    for (; *source != '\0'; source++) {
        const char *end = source + 1 + strspn(source + 1, " \t\r");
        if (*source == '\\' && *end == '\n')
            source = end;
        else
            *to++ = *source;
    }
    return text;
}

static const char *const words[] = {
    "asm",
    "__asm",
    "__asm__",
    "_Pragma",
    "__pragma",
    "__seg_fs",
    "__seg_gs",
    "__builtin_alloca",
    "__builtin_alloca_with_align",
    "__builtin_alloca_with_align_and_max",
    "__builtin_alloca_uninitialized",
    "__builtin_frame_address",
    "__builtin_return_address",
    "__builtin_extract_return_addr",
    "__builtin_thread_pointer",
    "__builtin_dwarf_cfa",
    "__builtin_stack_save",
    "__builtin_stack_restore",
    "__builtin_apply",
    "__builtin_apply_args",
    "__builtin_longjmp",
    "__builtin_setjmp",
    "__builtin_constant_p",
    "__builtin_object_size",
    "__builtin_dynamic_object_size",
    NULL,
};

/* A header name with what begins a comment elsewhere: behind_text() would skip from there on, and
 * the preprocessor does not. */
static bool odd_header_name(const char *word, size_t n)
{
    const char *open = word + strcspn(word, "<\n"), *close = open + strcspn(open, ">\n");
    size_t line = strcspn(word, "\n");
    const char *asks = strstr(word, "__has_include");
    bool header = strncmp(word, "include", n) == 0 || (asks != NULL && asks < word + line);
    for (const char *at = open; header && *open == '<' && at < close; at++)
        if (at[0] == '/' && (at[1] == '/' || at[1] == '*'))
            return true;
    return false;
}

/* The directive whose word is at `word`. True, and `what`, if it is none of those that are fine. */
static bool bad_directive(const char *word, size_t n, int line, char *what, size_t size)
{
    static const char *const fine[] = { "include", "define", "undef", "if",    "ifdef",   "ifndef",
                                        "elif",    "else",   "endif", "error", "warning", NULL };
    bool null = *word == '\n' || *word == '\0' || strncmp(word, "//", 2) == 0;
    if (!null && !one_of(fine, word, n)) {
        snprintf(what, size, "#%.*s, line %d", (int)(n < 40 ? n : 40), word, line);
        return true;
    }
    if (odd_header_name(word, n)) {
        snprintf(what, size, "a header name with // or /*, line %d", line);
        return true;
    }
    return false;
}

bool grade_rules_of_source(const char *source, char *what, size_t size)
{
    int line = 1;
    bool first = true; /* nothing but blanks and comments is before it on this line */
    bool broken = false;
    char *text = unspliced(source);
    for (const char *at = text; *at != '\0' && !broken;) {
        const char *behind = behind_text(at, &line);
        size_t hash = at[0] == '#' ? 1 : strncmp(at, "%:", 2) == 0 ? 2 : 0;
        broken = strncmp(at, "?\?=", 3) == 0 || strncmp(at, "?\?/", 3) == 0;
        if (broken)
            snprintf(what, size, "the trigraph %.3s, line %d", at, line);
        if (first && hash > 0) {
            const char *word = skip_blank(at + hash, &line);
            size_t n = word_length(word);
            broken = broken || bad_directive(word, n, line, what, size);
            if (strncmp(word, "include", n) == 0) /* <asm/types.h> is a name */
                n = strcspn(word, "\n");
            at = word + n;
            first = false;
            continue;
        }
        if (behind != NULL) {
            first = first && at[0] == '/';
            at = behind;
            continue;
        }
        size_t n = word_length(at);
        if (one_of(words, at, n)) {
            snprintf(what, size, "%.*s, line %d", (int)n, at, line);
            broken = true;
        }
        line += *at == '\n';
        first = *at == '\n' || (first && isspace((unsigned char)*at));
        at += n > 0 ? n : 1;
    }
    free(text);
    return broken;
}

static const char *const attributes[] = {
    "noinline",   "always_inline",  "unused",
    "used",       "packed",         "aligned",
    "const",      "pure",           "vector_size",
    "malloc",     "nonnull",        "returns_nonnull",
    "hot",        "cold",           "flatten",
    "noreturn",   "fallthrough",    "warn_unused_result",
    "format",     "nothrow",        "leaf",
    "inline",     "gnu_inline",     "artificial",
    "cleanup",    "visibility",     "deprecated",
    "mode",       "may_alias",      "transparent_union",
    "sentinel",   "access",         "alloc_size",
    "nonstring",  "maybe_unused",   "nodiscard",
    "no_reorder", "assume_aligned", "counted_by",
    NULL,
};

/* No header has these; a macro of the answer may put them there. */
static const char *const never[] = {
    "no_sanitize",
    "no_sanitize_address",
    "no_sanitize_thread",
    "no_sanitize_undefined",
    "no_address_safety_analysis",
    "disable_sanitizer_instrumentation",
    "section",
    "constructor",
    "destructor",
    "ifunc",
    "optimize",
    "optnone",
    NULL,
};

/* The attributes of a list that ends with its closing bracket; arguments in brackets are skipped.
 * The first one that is not allowed, or NULL; *end is behind the list. */
static const char *bad_attribute(const char *at, bool ours, size_t *length, const char **end)
{
    int line = 0, depth = 1;
    const char *bad = NULL;
    for (; *at != '\0' && depth > 0;) {
        const char *behind = behind_text(at, &line);
        size_t n = word_length(at);
        if (behind != NULL) {
            at = behind;
        } else if (n > 0) {
            bool bare = n > 4 && strncmp(at, "__", 2) == 0 && strncmp(at + n - 2, "__", 2) == 0;
            const char *name = bare ? at + 2 : at;
            size_t m = bare ? n - 4 : n;
            bool fine = ours ? one_of(attributes, name, m) : !one_of(never, name, m);
            if (depth <= 2 && bad == NULL && !fine && !(m == 3 && strncmp(name, "gnu", 3) == 0))
                bad = name, *length = m;
            at += n;
        } else {
            depth += (*at == '(' || *at == '[') - (*at == ')' || *at == ']');
            at++;
        }
    }
    *end = at;
    return bad;
}

/* errno is `(*__errno_location ())`: a number to read and set. Its address leads to other data of
 * the thread. `last` is the last character before it that is no blank, bracket or star. */
static bool address_of_errno(const char *text, const char *at, size_t n, const char *last)
{
    static const char name[] = "__errno_location";
    if (n != sizeof name - 1 || strncmp(at, name, n) != 0)
        return false;
    bool value = at > text && at[-1] == '*', and = *last == '&' && last > text && last[-1] == '&';
    return !value || (*last == '&' && !and);
}

/* A word of the answer, and what follows it. */
static bool bad_word(const char *at, size_t n, bool ours, int line, char *what, size_t size)
{
    static const char *const introduce[] = { "__attribute__", "__attribute", NULL };
    const char *end;
    size_t length;
    bool broken = ours && one_of(words, at, n);
    if (broken)
        snprintf(what, size, "%.*s, line %d", (int)n, at, line);
    if (one_of(introduce, at, n)) {
        const char *list = at + n + strcspn(at + n, "(");
        const char *bad = *list != '\0' ? bad_attribute(list + 1, ours, &length, &end) : NULL;
        broken = bad != NULL;
        if (broken)
            snprintf(what, size, "the attribute %.*s, line %d%s", (int)(length < 60 ? length : 60),
                     bad, line, ours ? "" : " of a header");
    }
    return broken;
}

/* `# 12 "file" 1 3`: the line that follows, and whether what it holds is of a header of the system
 * (3). The answer is ours under whatever path it includes itself, and where it uses such a header's
 * macro; so is the contract, and what a macro of the answer becomes in a header. */
static const char *take_marker(const char *at, const char *file, int *line, bool *ours)
{
    const char *end = at + strcspn(at, "\n"), *flags = end;
    size_t n = strlen(file);
    *line = (int)strtol(at + 2, NULL, 10);
    while (flags > at && *flags != '"')
        flags--;
    const char *system = strstr(flags, " 3");
    bool named =
        flags > at + n && strncmp(flags - n, file, n) == 0 && strchr("/\"", *(flags - n - 1));
    *ours = named || system == NULL || system >= end;
    return end;
}

bool grade_rules_of_text(const char *text, const char *file, char *what, size_t size)
{
    int line = 1;
    const char *last = text; /* see address_of_errno() */
    bool ours = false, broken = false;
    for (const char *at = text; *at != '\0' && !broken;) {
        bool begins = at == text || at[-1] == '\n';
        if (begins && at[0] == '#' && at[1] == ' ' && isdigit((unsigned char)at[2])) {
            at = take_marker(at, file, &line, &ours);
            line--; /* the end of this line comes next */
            continue;
        }
        if (begins && ours && *at == '#') { /* #pragma, as what _Pragma expands to */
            snprintf(what, size, "%.*s, line %d", (int)word_length(at + 1) + 1, at, line);
            return true;
        }
        const char *behind = behind_text(at, &line), *end;
        size_t n = word_length(at), length;
        if (behind != NULL || (n == 0 && strchr("(* \t\n", *at) == NULL))
            last = at;
        if (behind != NULL) {
            at = behind;
        } else if (n > 0) {
            broken = bad_word(at, n, ours, line, what, size);
            if (ours && address_of_errno(text, at, n, last)) {
                snprintf(what, size, "the address of errno, line %d", line);
                broken = true;
            }
            last = at;
            at += n;
        } else if (ours && at[0] == '[' && at[1] == '[') {
            const char *bad = bad_attribute(at + 2, ours, &length, &end);
            broken = bad != NULL && !isdigit((unsigned char)*bad);
            if (broken)
                snprintf(what, size, "the attribute %.*s, line %d", (int)length, bad, line);
            at++;
        } else {
            line += *at == '\n';
            at++;
        }
    }
    return broken;
}
