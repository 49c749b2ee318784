/* cause.c -- from the steps of an explanation to a chain of plain sentences and its last
 * cause.
 *
 * The compiler names each hop of the value. Most hops are its own business (spill, dot, slice); the
 * table below says which ones a reader can use, and how they are said. */
#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "go_m/why.h"
#include "cli/xalloc.h"

struct reason {
    const char *name; /* as the compiler says it, any version */
    enum go_m_root root;
    const char *say; /* %s: the expression of the step; NULL: nothing worth saying */
};

static const struct reason reasons[] = {
    { "call parameter", GO_M_ROOT_SOME_CALL, "it is passed to %s" },
    { "parameter to indirect call", GO_M_ROOT_INDIRECT_CALL, "it is passed to %s" },
    { "receiver in indirect call", GO_M_ROOT_INDIRECT_CALL, "it is the receiver of %s" },
    { "passed to call[argument escapes]", GO_M_ROOT_CALL,
      "%s is passed to a function that keeps it" },
    { "passed to call[argument content escapes]", GO_M_ROOT_CALL,
      "what %s points to is passed to a function that keeps it" },
    { "passed to function[unknown]", GO_M_ROOT_CALL, "%s is passed to a function that keeps it" },
    { "passed to function[content escapes]", GO_M_ROOT_CALL,
      "what %s points to is passed to a function that keeps it" },
    { "passed-to-and-returned-from-call", GO_M_ROOT_UNKNOWN,
      "a function it is passed to returns it" },
    { "return", GO_M_ROOT_RETURN, "it is returned to the caller" },
    { "returned", GO_M_ROOT_RETURN, "it is returned to the caller" },
    { "returned from recursive function", GO_M_ROOT_RETURN, "it is returned to the caller" },
    { "assigned to top level variable", GO_M_ROOT_STORE, "it is assigned to the global %s" },
    { "assigned", GO_M_ROOT_UNKNOWN, "it is assigned to %s" },
    { "star-equals", GO_M_ROOT_STORE, "it is stored through a pointer: %s" },
    { "star-dot-equals", GO_M_ROOT_STORE, "it is stored through a pointer: %s" },
    { "slice-element-equals", GO_M_ROOT_STORE, "it is stored in an element: %s" },
    { "array-element-equals", GO_M_ROOT_UNKNOWN, "it is stored in an element: %s" },
    { "reference", GO_M_ROOT_CLOSURE, "a func literal refers to it" },
    { "captured by a closure", GO_M_ROOT_CLOSURE, "a func literal captures it" },
    { "closure-var", GO_M_ROOT_CLOSURE, "a func literal captures it" },
    { "captured by called closure", GO_M_ROOT_UNKNOWN, "a func literal captures it" },
    { "send", GO_M_ROOT_SEND, "it is sent on a channel" },
    { "key of map put", GO_M_ROOT_MAP, "it becomes a key of a map" },
    { "value of map put", GO_M_ROOT_MAP, "it becomes a value of a map" },
    { "map literal key", GO_M_ROOT_MAP, "it becomes a key of a map" },
    { "map literal value", GO_M_ROOT_MAP, "it becomes a value of a map" },
    { "appendee slice", GO_M_ROOT_APPEND, "it is appended to a slice" },
    { "appended to slice", GO_M_ROOT_APPEND, "it is appended to a slice" },
    { "appended slice...", GO_M_ROOT_APPEND, "it is appended to a slice" },
    { "non-constant size", GO_M_ROOT_RUNTIME_SIZE, "its size is known only at run time" },
    { "too large for stack", GO_M_ROOT_TOO_LARGE, "it is too large for the stack" },
    { "too aligned for stack", GO_M_ROOT_TOO_LARGE, "its alignment is more than the stack has" },
    { "interface-converted", GO_M_ROOT_UNKNOWN, "it is put behind an interface" },
    { "address-of", GO_M_ROOT_UNKNOWN, "its address is taken: %s" },
    { "slice-literal-element", GO_M_ROOT_UNKNOWN, "it is put into %s" },
    { "arg to ...", GO_M_ROOT_UNKNOWN, "it is put into the array of the arguments" },
    { "array literal element", GO_M_ROOT_UNKNOWN, "it is put into %s" },
    { "struct literal element", GO_M_ROOT_UNKNOWN, "it is put into %s" },
    { "pointer literal", GO_M_ROOT_UNKNOWN, NULL },
};

static const struct reason *reason_of(const char *name)
{
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        if (strcmp(reasons[i].name, name) == 0)
            return &reasons[i];
    return NULL;
}

/* Takes over the sentence; one that repeats the last, or comes after the eighth, is dropped. */
static void say(struct go_m_why *why, char *sentence)
{
    bool repeats = why->n_steps > 0 && strcmp(why->steps[why->n_steps - 1], sentence) == 0;
    if (repeats || why->n_steps == GO_M_WHY_STEPS)
        free(sentence);
    else
        why->steps[why->n_steps++] = sentence;
}

static void say_of(struct go_m_why *why, const char *pattern, const char *expression)
{
    const char *hole = strstr(pattern, "%s");
    if (hole == NULL)
        say(why, xprintf("%s", pattern));
    else
        say(why, xprintf("%.*s%s%s", (int)(hole - pattern), pattern, expression, hole + 2));
}

/* Does any message of that function name a parameter so? Then it is no package. */
static bool is_variable(const struct go_m_set *set, const char *name, size_t len,
                        const struct go_m_finding *in)
{
    size_t n;
    const struct go_m_finding *of_file = go_m_between(set, in->file, 0, UINT_MAX, &n);
    for (size_t i = 0; i < n; i++) {
        const struct go_m_finding *f = &of_file[i];
        bool names = f->kind == GO_M_LEAKS || f->kind == GO_M_LEAKS_CONTENT ||
                     f->kind == GO_M_LEAKS_TO_RESULT || f->kind == GO_M_MOVED;
        if (names && f->function == in->function && strlen(f->what) == len &&
            memcmp(f->what, name, len) == 0)
            return true;
    }
    return false;
}

/* Is it a package of the standard library, or one the inliner named? */
static bool is_known(const struct go_m_set *set, const char *name, size_t len)
{
    static const char names[] = " atomic base64 big binary bufio bytes cgo context csv driver "
                                "embed errors exec exp filepath "
                                "flag fmt fs gob gzip hash heap hex hmac http httptest io ioutil "
                                "iter json list log maps math "
                                "mime multipart net netip os parser path pem plugin pprof rand "
                                "reflect regexp rpc rsa runtime "
                                "scanner sha1 sha256 sha512 signal slices slog sort sql strconv "
                                "strings sync syscall syslog "
                                "tabwriter tar template testing textproto time tls token trace "
                                "types unicode unsafe url user "
                                "utf16 utf8 x509 xml zip zlib ";
    char padded[32];
    if (len + 3 < sizeof padded) {
        snprintf(padded, sizeof padded, " %.*s ", (int)len, name);
        if (strstr(names, padded) != NULL)
            return true;
    }
    return text_strpool_has(&set->known, name, len);
}

/* Does the input declare a function or a type with methods of that name? */
static bool is_declared(const struct go_m_set *set, const char *call, size_t len)
{
    return text_strpool_has(&set->declared, call, len);
}

/* (func(go.shape.*uint8, int))(&.dict[0])(t, 1): a method of a type parameter. */
static bool through_dictionary(const char *call)
{
    return strncmp(call, "(func(", 6) == 0 && strstr(call, ".dict") != NULL;
}

/* The text writes (*T).M(x) or T.M(x) for a method that is known, and x.M() for one that is looked
 * up when the program runs; p.F() for a function of a package looks like the latter. */
static enum go_m_root called(const struct go_m_set *set, const char *call,
                             const struct go_m_finding *f)
{
    size_t len = strcspn(call, ".([ ");
    if (call[0] == '(')
        return through_dictionary(call) ? GO_M_ROOT_INDIRECT_CALL : GO_M_ROOT_CALL;
    if (is_variable(set, call, len, f))
        return GO_M_ROOT_INDIRECT_CALL;
    if (is_declared(set, call, len) || strncmp(call, "panic(", 6) == 0 ||
        (call[len] == '.' && is_known(set, call, len)))
        return GO_M_ROOT_CALL;
    return GO_M_ROOT_SOME_CALL;
}

static void say_call(const struct go_m_set *set, const struct go_m_finding *f, struct go_m_why *why,
                     const char *call)
{
    size_t name = strcspn(call + (call[0] == '('), "(");
    size_t len = call[0] == '(' ? strcspn(call, ")") + 1 : name;
    if (call[0] == '(' && strncmp(call + len - 1, ").", 2) == 0)
        len += strcspn(call + len, "(");
    if (why->root == GO_M_ROOT_SOME_CALL)
        why->root = called(set, call, f);
    int n = (int)len;
    if (through_dictionary(call))
        say(why, xprintf("a method of a type parameter is called through a dictionary, so its code "
                         "is not known and is taken to keep what it is given"));
    else if (strncmp(call, "panic(", 6) == 0)
        say(why, xprintf("panic keeps it for whoever recovers"));
    else if (why->root == GO_M_ROOT_INDIRECT_CALL)
        say(why, xprintf("which code %.*s runs is known only at run time (an interface or a func "
                         "value), so it is taken to keep what it is given",
                         n, call));
    else if (why->root == GO_M_ROOT_CALL)
        say(why, xprintf("%.*s keeps it, or hands it to something that does", n, call));
    else
        say(why, xprintf("%.*s keeps it; or it is an interface or a func value, whose code is not "
                         "known and is taken to keep it",
                         n, call));
}

/* E of {storage for E}, or the variable itself; NULL for {heap}, {temp} and results. */
static char *container(const char *to)
{
    static const char storage[] = "{storage for ";
    size_t len = strlen(to);
    if (strncmp(to, storage, sizeof storage - 1) == 0 && len > sizeof storage)
        return xstrndup(to + sizeof storage - 1, len - sizeof storage);
    if (to[0] == '{' || to[0] == '~' || to[0] == '.')
        return NULL;
    return xstrndup(to, len);
}

/* Where that container escapes: in the same function, near the last step. */
static const struct go_m_finding *find_container(const struct go_m_set *set,
                                                 const struct go_m_finding *f, const char *what,
                                                 const struct go_m_step *near)
{
    const struct go_m_finding *best =
        near != NULL && near->file != NULL ? go_m_find(set, what, near->file, near->line) : NULL;
    size_t n;
    const struct go_m_finding *before = go_m_between(set, f->file, 0, f->line, &n);
    for (size_t i = 0; best == NULL && i < n; i++) {
        const struct go_m_finding *g = &before[i];
        bool heap = g->kind == GO_M_ESCAPES || g->kind == GO_M_MOVED;
        if (heap && g->function == f->function && strcmp(g->what, what) == 0)
            best = g;
    }
    return best;
}

static const char *named(const char *what)
{
    return strcmp(what, "... argument") == 0 ? "the array of the arguments" : what;
}

static void steps_of(const struct go_m_set *set, const struct go_m_finding *f, struct go_m_why *why,
                     int depth)
{
    const char *to = NULL;
    const struct go_m_step *last = NULL;
    for (size_t i = 0; i < f->n_steps; i++) {
        const struct go_m_step *s = &set->steps[f->first_step + i];
        if (s->flow) {
            to = s->to;
            continue;
        }
        last = s;
        const struct reason *r = reason_of(s->reason);
        if (strncmp(s->what, "append(", 7) == 0 && strcmp(s->reason, "call parameter") == 0) {
            why->root = GO_M_ROOT_APPEND; /* printed as a call, but no call that a reader knows */
            say_of(why, "it is appended to a slice, whose array counts as the heap: %s", s->what);
            continue;
        }
        bool dictionary = through_dictionary(s->what);
        if (r == NULL && strncmp(s->reason, "assign", 6) == 0 && to != NULL &&
            strcmp(to, "{heap}") == 0) {
            why->root = GO_M_ROOT_STORE;
            say_of(why, "it is stored where it outlives the function: %s", s->what);
        } else if (r != NULL) {
            if (r->root != GO_M_ROOT_UNKNOWN)
                why->root = r->root;
            if (r->say != NULL && !dictionary)
                say_of(why, r->say, named(s->what));
        }
        if (r != NULL && (r->root == GO_M_ROOT_SOME_CALL || r->root == GO_M_ROOT_INDIRECT_CALL))
            say_call(set, f, why, s->what);
    }
    char *name = to != NULL ? container(to) : NULL;
    const struct go_m_finding *g = name != NULL ? find_container(set, f, name, last) : NULL;
    if (g != NULL && g != f && depth < 4 && (g->kind == GO_M_ESCAPES || g->kind == GO_M_MOVED)) {
        if (depth == 0)
            say(why, xprintf("%s is on the heap: see line %u", named(name), g->line));
        steps_of(set, g, why, depth + 1);
    }
    free(name);
}

void go_m_cause(const struct go_m_set *set, const struct go_m_finding *f, struct go_m_why *why)
{
    steps_of(set, f, why, 0);
    bool only_flow = f->n_steps > 0 && why->n_steps == 0 && f->kind == GO_M_ESCAPES;
    if (only_flow && strcmp(f->what, "func literal") == 0)
        say(why, xprintf("a go statement starts it, or a defer in a loop keeps it"));
}
