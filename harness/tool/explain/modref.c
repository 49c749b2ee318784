/* explain_modref.c -- reads gcc's -fdump-tree-modref-details: what becomes of each pointer that a
 * function is given, in Go's words.
 *
 * The dump has no promise of stability. A word that is not known makes all of it not measured. Only
 * the passes over one function are read (ipa=0): what the pass over the program prints is not yet
 * joined with the callees. A line "# FILE" says which source the following lines are of. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "explain/explain.h"
#include "cli/xalloc.h"

enum {
    UNUSED = 1 << 0,
    NO_DIRECT_ESCAPE = 1 << 1,
    NO_INDIRECT_ESCAPE = 1 << 2,
    NOT_RETURNED_DIRECTLY = 1 << 3,
    NOT_RETURNED_INDIRECTLY = 1 << 4,
};

static const struct {
    const char *word;
    unsigned flag;
} words[] = {
    { "unused", UNUSED },
    { "no_direct_escape", NO_DIRECT_ESCAPE },
    { "no_indirect_escape", NO_INDIRECT_ESCAPE },
    { "not_returned_directly", NOT_RETURNED_DIRECTLY },
    { "not_returned_indirectly", NOT_RETURNED_INDIRECTLY },
    { "no_direct_clobber", 0 },
    { "no_indirect_clobber", 0 },
    { "no_direct_read", 0 },
    { "no_indirect_read", 0 },
};

enum { MAX_PARAMS = 16, NAME = 64 };

struct param {
    char name[NAME]; /* "" for the one at this position in a "parm" line */
    long position;
    unsigned flags;
};

struct reader {
    json_t *out;
    char file[256], function[NAME]; /* "": in no function that is read */
    struct param params[MAX_PARAMS];
    size_t n_params;
    bool any;           /* a function was met */
    char unknown[NAME]; /* a word */
};

static void copy(char *to, size_t room, const char *from, size_t len)
{
    len = len < room - 1 ? len : room - 1;
    memcpy(to, from, len);
    to[len] = '\0';
}

static unsigned flags_of(struct reader *r, const char *text)
{
    unsigned flags = 0;
    for (size_t len; (len = strcspn(text += strspn(text, " \n"), " \n")) > 0; text += len) {
        size_t i = 0, n = sizeof words / sizeof words[0];
        while (i < n && (strlen(words[i].word) != len || strncmp(words[i].word, text, len) != 0))
            i++;
        if (i < n)
            flags |= words[i].flag;
        else
            copy(r->unknown, sizeof r->unknown, text, len);
    }
    return flags;
}

static void add_param(struct reader *r, struct param param)
{
    if (r->n_params < MAX_PARAMS)
        r->params[r->n_params++] = param;
}

/* modref analyzing 'NAME/7' (ipa=0): a dot is in the names of clones only. */
static void begin(struct reader *r, const char *text)
{
    size_t len = strcspn(text, "/'");
    r->any = true;
    r->n_params = 0;
    copy(r->function, sizeof r->function, text, len);
    if (strchr(r->function, '.') != NULL || len >= NAME || strstr(text, "(ipa=0)") == NULL)
        r->function[0] = '\0';
}

/* NAME_2(D) FLAGS */
static void ssa_name(struct reader *r, const char *text)
{
    size_t len = strcspn(text, " \n");
    struct param p = { .position = -1, .flags = flags_of(r, text + len) };
    if (len < 3 || strncmp(text + len - 3, "(D)", 3) != 0)
        return;
    for (len -= 3; len > 0 && isdigit((unsigned char)text[len - 1]);)
        len--;
    if (len < 2 || len > NAME)
        return;
    copy(p.name, sizeof p.name, text, len - 1);
    add_param(r, p);
}

/* 0 flags: FLAGS */
static void numbered(struct reader *r, const char *text)
{
    char *rest;
    struct param p = { .position = strtol(text, &rest, 10) };
    if (strncmp(rest, " flags:", 7) == 0 && (p.flags = flags_of(r, rest + 7)) & UNUSED)
        add_param(r, p);
}

/* Numbers carry no address: `int *f(void)` does, `size_t f(void)` does not. */
static bool carries_address(const char *type, size_t len)
{
    static const char *const numbers[] = { "void",   "_Bool",  "bool",     "char",  "short",
                                           "int",    "long",   "unsigned", "float", "double",
                                           "static", "inline", "const",    "signed" };
    for (size_t at = 0, n; at < len; at += n) {
        at += strspn(type + at, " ");
        if ((n = strcspn(type + at, " ")) == 0 || at >= len)
            break;
        bool number =
            n > 2 && strncmp(type + at + n - 2, "_t", 2) == 0 && memchr(type + at, '*', n) == NULL;
        for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
            number |= strlen(numbers[i]) == n && strncmp(type + at, numbers[i], n) == 0;
        if (!number)
            return true;
    }
    return false;
}

static void say(struct reader *r, const char *before, const char *name, const char *after)
{
    char *message = xprintf("%s%s%s", before, name, after);
    json_t *one =
        json_pack("{s:s, s:s, s:s}", "function", r->function, "file", r->file, "message", message);
    if (one != NULL) /* NULL: a name that is not UTF-8 */
        json_array_append_new(r->out, one);
    free(message);
}

static void judge(struct reader *r, const char *name, unsigned flags, bool returns)
{
    bool leaks = (flags & (NO_DIRECT_ESCAPE | UNUSED)) == 0,
         content = !leaks && (flags & (NO_INDIRECT_ESCAPE | UNUSED)) == 0,
         direct = returns && !leaks && (flags & (NOT_RETURNED_DIRECTLY | UNUSED)) == 0,
         indirect =
             returns && !leaks && !content && (flags & (NOT_RETURNED_INDIRECTLY | UNUSED)) == 0;
    if (leaks)
        say(r, "leaking param: ", name, "");
    if (content)
        say(r, "leaking param content: ", name, "");
    if (direct)
        say(r, "leaking param: ", name, " to result level=0");
    if (indirect)
        say(r, "leaking param: ", name, " to result level=1");
    if (!leaks && !content && !direct && !indirect)
        say(r, "", name, " does not escape");
}

/* One declaration of the list; one that shows no * is passed over: false. */
static bool declared(struct reader *r, const char *text, size_t len, long position, bool returns)
{
    size_t end = len;
    char name[NAME];
    while (end > 0 && !isalnum((unsigned char)text[end - 1]) && text[end - 1] != '_')
        end--;
    size_t start = end;
    while (start > 0 && (isalnum((unsigned char)text[start - 1]) || text[start - 1] == '_'))
        start--;
    copy(name, sizeof name, text + start, end - start);
    if (memchr(text, '*', start) == NULL || *name == '\0')
        return false;
    for (size_t i = r->n_params; i-- > 0;)
        if (strcmp(r->params[i].name, name) == 0 || r->params[i].position == position) {
            judge(r, name, r->params[i].flags, returns);
            return true;
        }
    say(r, "nothing recorded of ", name, "");
    return true;
}

/* The later pass over a function knows more: what the earlier one said goes. */
static void forget(struct reader *r)
{
    for (size_t i = json_array_size(r->out); i-- > 0;) {
        const json_t *one = json_array_get(r->out, i);
        if (strcmp(json_string_value(json_object_get(one, "function")), r->function) == 0 &&
            strcmp(json_string_value(json_object_get(one, "file")), r->file) == 0)
            json_array_remove(r->out, i);
    }
}

/* TYPE NAME (LIST): the head of the body that follows the flags. */
static void head(struct reader *r, const char *text)
{
    char call[NAME + 4];
    snprintf(call, sizeof call, " %s (", r->function);
    const char *at = strstr(text, call);
    if (at == NULL || text[0] == ' ' || text[0] == ';' || text[strlen(text) - 1] != ')')
        return;
    forget(r);
    bool returns = carries_address(text, (size_t)(at - text));
    long position = 0;
    int depth = 0, pointers = 0;
    const char *start = at + strlen(call);
    for (const char *c = start; *c != '\0'; c++) {
        if ((*c == ',' || *c == ')') && depth == 0) {
            pointers += declared(r, start, (size_t)(c - start), position++, returns);
            start = c + 1;
        }
        depth += (*c == '(') - (*c == ')');
    }
    if (pointers == 0)
        say(r, "no pointer among its parameters", "", "");
    r->function[0] = '\0';
}

static void take(struct reader *r, const char *text)
{
    static const char analyzing[] = "modref analyzing '", ssa[] = "flags of ssa name ",
                      parm[] = "  parm ";
    if (strncmp(text, "# ", 2) == 0)
        copy(r->file, sizeof r->file, text + 2, strlen(text + 2));
    else if (strncmp(text, analyzing, strlen(analyzing)) == 0)
        begin(r, text + strlen(analyzing));
    else if (r->function[0] == '\0')
        return;
    else if (strncmp(text, ssa, strlen(ssa)) == 0)
        ssa_name(r, text + strlen(ssa));
    else if (strncmp(text, parm, strlen(parm)) == 0)
        numbered(r, text + strlen(parm));
    else
        head(r, text);
}

bool explain_modref(struct explain *e, FILE *in, const char *path)
{
    struct reader r = { .out = e->gcc[EXPLAIN_GCC_MODREF - EXPLAIN_GCC] };
    char *text = NULL;
    size_t cap = 0;
    while (getline(&text, &cap, in) > 0) {
        text[strcspn(text, "\r\n")] = '\0';
        if (*text != '\0')
            take(&r, text);
    }
    free(text);
    if (!r.any) {
        fprintf(stderr, "heapmark explain: %s: expected a dump with \"modref analyzing\"\n", path);
        return false;
    }
    if (*r.unknown != '\0') {
        char *why = xprintf("the dump of this gcc says '%s', which is not known here", r.unknown);
        e->missing[EXPLAIN_GCC_MODREF] = text_strpool_put(&e->m.pool, why, strlen(why));
        free(why);
    }
    return true;
}
