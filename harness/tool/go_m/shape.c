/* shape.c -- tells the kind of an expression from its text; see shape.h. */
#include "go_m/shape.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static bool starts(const char *s, const char *with)
{
    return strncmp(s, with, strlen(with)) == 0;
}

static bool ends(const char *s, const char *with)
{
    size_t len = strlen(s), n = strlen(with);
    return len >= n && strcmp(s + len - n, with) == 0;
}

/* One literal from its first quote to its last. */
static bool quoted(const char *s)
{
    const char *p = s + 1;
    while (*p != '\0' && *p != s[0])
        p += *p == '\\' && s[0] != '`' && p[1] != '\0' ? 2 : 1;
    return *p != '\0' && p[1] == '\0';
}

bool go_m_is_constant(const char *what)
{
    const char *p = what[0] == '-' ? what + 1 : what;
    if (isdigit((unsigned char)*p))
        return strpbrk(p, " ()[]{}") == NULL;
    if (what[0] == '"' || what[0] == '\'' || what[0] == '`')
        return quoted(what);
    return strcmp(what, "true") == 0 || strcmp(what, "false") == 0 || strcmp(what, "nil") == 0;
}

/* Behind the name of a type, which may have a package: time.Duration. */
static const char *behind_name(const char *s)
{
    if (!isalpha((unsigned char)*s) && *s != '_')
        return s;
    while (isalnum((unsigned char)*s) || *s == '_' || *s == '.' || (unsigned char)*s >= 0x80)
        s++;
    return s;
}

/* Duration(5), or (1 + 2i): a constant in brackets. */
static bool typed_constant(const char *what)
{
    const char *open = behind_name(what);
    size_t len = strlen(open);
    char inner[128];
    if (*open != '(' || len < 3 || open[len - 1] != ')' || len - 2 >= sizeof inner ||
        starts(what, "string(") || starts(what, "len(") || starts(what, "new("))
        return false;
    memcpy(inner, open + 1, len - 2);
    inner[len - 2] = '\0';
    bool complex = open == what && isdigit((unsigned char)inner[0]) && ends(inner, "i") &&
                   strspn(inner, "0123456789.e+-i ") == len - 2;
    return complex || go_m_is_constant(inner);
}

/* make([]T, 0) and make([]T, 0, 0); `comma` is the first outside of brackets. */
static bool makes_nothing(const char *what)
{
    size_t len = strlen(what);
    return len > 9 && starts(what, "make([]") &&
           (ends(what, "], 0)") || ends(what, ", 0, 0)") ||
            (ends(what, ", 0)") && strchr(what, ',') == what + len - 4));
}

static bool zero_size(const char *what)
{
    what += what[0] == '&';
    return strcmp(what, "struct {}{}") == 0 || strcmp(what, "new(struct {})") == 0 ||
           makes_nothing(what) || (starts(what, "[]") && ends(what, "{}"));
}

/* Outside of quotes. */
static bool has_plus(const char *what, bool *text)
{
    char quote = '\0';
    bool plus = false;
    *text = false;
    for (const char *p = what; *p != '\0'; p++) {
        if (quote != '\0') {
            if (*p == '\\' && quote != '`' && p[1] != '\0')
                p++;
            else if (*p == quote)
                quote = '\0';
        } else if (*p == '"' || *p == '`' || *p == '\'') {
            quote = *p;
            *text |= *p != '\'';
        } else if (strncmp(p, " + ", 3) == 0) {
            plus = true;
        }
    }
    return plus;
}

/* Is every variable that its function captures accounted to others? Known only with -m=2, and of a
 * literal that is the function's own, not one that was inlined with its function. */
static bool captures_nothing(const struct go_m_set *set, const struct go_m_finding *f)
{
    return f->function != NULL && go_m_has_literal(set, f) && !go_m_captures(set, f->function);
}

/* new(T) of a predeclared or composed type has a size. */
static bool has_size(const char *what)
{
    static const char sized[] =
        " bool byte rune string error int int8 int16 int32 int64 uint uint8 "
        "uint16 uint32 uint64 uintptr float32 float64 complex64 complex128 ";
    char padded[32];
    size_t len = strlen(what);
    if (!starts(what, "new("))
        return !ends(what, "{}");
    if (strpbrk(what + 4, "*[") != NULL && !starts(what, "new([0]"))
        return true;
    if (len < 6 || len - 5 + 3 > sizeof padded)
        return false;
    snprintf(padded, sizeof padded, " %.*s ", (int)(len - 5), what + 4);
    return strstr(sized, padded) != NULL;
}

static bool selector(const char *what)
{
    const char *dot = strrchr(what, '.');
    return dot != NULL && dot > what && *behind_name(what) == '\0' && dot[1] != '\0';
}

enum go_m_shape go_m_shape(const struct go_m_set *set, const struct go_m_finding *f)
{
    static const struct {
        const char *begins;
        enum go_m_shape shape;
    } shapes[] = {
        { "make([]", GO_M_SHAPE_MAKE_SLICE },
        { "make(map", GO_M_SHAPE_MAKE_MAP },
        { "map[", GO_M_SHAPE_MAKE_MAP },
        { "make(chan", GO_M_SHAPE_MAKE_CHAN },
        { "make(<-chan", GO_M_SHAPE_MAKE_CHAN },
        { "append", GO_M_SHAPE_APPEND },
        { "([]", GO_M_SHAPE_BYTES },
        { "[]byte(", GO_M_SHAPE_BYTES },
        { "[]rune(", GO_M_SHAPE_BYTES },
        { "string(", GO_M_SHAPE_STRING },
    };
    const char *what = f->what;
    bool text, plus;
    if (go_m_is_constant(what) || typed_constant(what))
        return GO_M_SHAPE_CONSTANT;
    if (zero_size(what))
        return GO_M_SHAPE_ZERO_SIZE;
    if (strcmp(what, "... argument") == 0)
        return GO_M_SHAPE_ARGUMENTS;
    if (starts(what, "func literal"))
        return captures_nothing(set, f) ? GO_M_SHAPE_BARE_FUNC : GO_M_SHAPE_FUNC;
    bool literal = ends(what, "}") || strstr(what, " literal") != NULL;
    if ((what[0] == '&' && literal) || starts(what, "new("))
        return has_size(what) ? GO_M_SHAPE_NEW : GO_M_SHAPE_NEW_ZERO;
    if (what[0] == '&')
        return GO_M_SHAPE_ADDRESS;
    plus = has_plus(what, &text);
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0] && !plus; i++)
        if (starts(what, shapes[i].begins))
            return shapes[i].shape;
    if (starts(what, "make(") && !plus) /* of a named type; only a slice must have a size */
        return strchr(what, ',') != NULL ? GO_M_SHAPE_MAKE_SLICE : GO_M_SHAPE_MAKE_MAP;
    if (plus)
        return text || strstr(what, "string(") != NULL ? GO_M_SHAPE_CONCAT : GO_M_SHAPE_SUM;
    if (starts(what, "[]"))
        return GO_M_SHAPE_SLICE;
    if (literal)
        return GO_M_SHAPE_COMPOSITE;
    return selector(what) ? GO_M_SHAPE_SELECTOR : GO_M_SHAPE_VALUE;
}
