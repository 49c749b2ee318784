/* cost.c -- does a finding cost a block when the program runs? "Escapes to heap" is about
 * where a value may be needed; what the compiler and the runtime make of it is a second question.
 * The rules were measured with Go 1.8 to 1.27; demos/quadrants and demos/set_c_1 hold them against
 * a live Go. */
#include <ctype.h>
#include <string.h>

#include "go_m/why.h"

static bool starts(const char *s, const char *with)
{
    return strncmp(s, with, strlen(with)) == 0;
}

static bool ends(const char *s, char with)
{
    size_t len = strlen(s);
    return len > 0 && s[len - 1] == with;
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

struct versions {
    int oldest, newest;
};

static struct versions versions(const struct go_m_set *set)
{
    if (set->minor != GO_M_GO_UNKNOWN)
        return (struct versions){ set->minor, set->minor };
    return (struct versions){ set->oldest > 0 ? set->oldest : 8,
                              set->newest > 0 ? set->newest : GO_M_GO_NEWEST };
}

static void cost(struct go_m_why *why, enum go_m_cost what, const char *sentence)
{
    why->cost = what;
    why->cost_why = sentence;
}

static void constant(struct versions v, struct go_m_why *why)
{
    if (v.oldest >= 9)
        cost(why, GO_M_COST_NONE,
             "none: a constant is put behind an interface once, in static data");
    else if (v.newest <= 8)
        cost(why, GO_M_COST_BLOCK,
             "a block each time with Go up to 1.8; none since Go 1.9, which "
             "keeps constants in static data");
    else
        cost(why, GO_M_COST_DEPENDS, "none since Go 1.9; a block each time before");
}

/* A value that is known only at run time, put behind an interface. */
static void boxed(struct versions v, const char *what, struct go_m_why *why)
{
    if (ends(what, '}') && v.oldest >= 25)
        cost(why, GO_M_COST_DEPENDS, "a block each time, but none if all its parts are constants");
    else if (ends(what, '}'))
        cost(why, GO_M_COST_BLOCK,
             "a block each time; since Go 1.25 none if all its parts are "
             "constants");
    else if (v.newest <= 14)
        cost(why, GO_M_COST_DEPENDS,
             "a block each time, but none for a pointer, an empty string or a "
             "bool");
    else
        cost(why, GO_M_COST_DEPENDS,
             "depends on the value: none for a pointer, an empty string, a "
             "bool, or an integer from 0 to 255; otherwise a block each time");
}

static void escapes(struct versions v, const char *what, struct go_m_why *why)
{
    bool literal = ends(what, '}') || strstr(what, " literal") != NULL;
    if (go_m_is_constant(what))
        constant(v, why);
    else if (strcmp(what, "... argument") == 0)
        cost(why, GO_M_COST_BLOCK,
             "a block for each call: the array of the arguments, 16 bytes for "
             "each interface in it");
    else if (starts(what, "func literal"))
        cost(why, GO_M_COST_BLOCK, "a block each time, unless the func literal captures nothing");
    else if (what[0] == '&' && !literal)
        cost(why, GO_M_COST_NONE, "none of its own: the variable is what moves");
    else if (what[0] == '&' || starts(what, "new("))
        cost(why, GO_M_COST_BLOCK, "a block each time");
    else if (starts(what, "make(") || starts(what, "[]") || starts(what, "map["))
        cost(why, GO_M_COST_BLOCK,
             "a block each time, for a map more as it grows; none if the size "
             "is 0");
    else if (starts(what, "append"))
        cost(why, GO_M_COST_DEPENDS, "a block each time the slice must grow");
    else if (starts(what, "string(") || strstr(what, " + ") != NULL)
        cost(why, GO_M_COST_BLOCK, "a block each time, unless the text is empty or one byte");
    else
        boxed(v, what, why);
}

/* make([]int, n) with a size that is no number. */
static bool runtime_size(const char *what)
{
    const char *comma = strchr(what, ',');
    return starts(what, "make([]") && comma != NULL &&
           !isdigit((unsigned char)comma[1 + (comma[1] == ' ')]);
}

static void stays(struct versions v, const char *what, struct go_m_why *why)
{
    if (runtime_size(what) && v.newest >= 25)
        cost(why, GO_M_COST_DEPENDS,
             "none up to 32 bytes; a block when the size is more at run time");
    else if (starts(what, "string(") || strstr(what, " + ") != NULL ||
             (starts(what, "[]") && ends(what, ')')) || starts(what, "([]"))
        cost(why, GO_M_COST_DEPENDS, "none up to 32 bytes; a block when the text is longer");
    else if (starts(what, "append"))
        cost(why, GO_M_COST_DEPENDS, "none up to 32 bytes; a block each time it must grow beyond");
    else if (starts(what, "make(map") || starts(what, "map["))
        cost(why, GO_M_COST_DEPENDS, "none up to 8 entries; blocks when it grows");
    else if (starts(what, "make(chan"))
        cost(why, GO_M_COST_BLOCK, "a block each time: a channel is always on the heap");
    else
        cost(why, GO_M_COST_NONE, "none");
}

void go_m_cost(const struct go_m_set *set, const struct go_m_finding *f, struct go_m_why *why)
{
    struct versions v = versions(set);
    switch (f->kind) {
    case GO_M_ESCAPES:
        escapes(v, f->what, why);
        return;
    case GO_M_MOVED:
        cost(why, GO_M_COST_BLOCK, "a block each time its declaration is reached");
        return;
    case GO_M_STAYS:
        stays(v, f->what, why);
        return;
    case GO_M_ZERO_COPY:
        cost(why, GO_M_COST_NONE, "none: the bytes of the string are used in place");
        return;
    case GO_M_LEAKS_TO_RESULT:
        cost(why, GO_M_COST_ELSEWHERE,
             "none here: callers must keep what they pass for as long as "
             "they keep the result");
        return;
    default:
        cost(why, GO_M_COST_ELSEWHERE, "none here: what callers pass must be on the heap already");
    }
}
