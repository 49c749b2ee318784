/* project_join.c -- joins the sites of escape and of trace by file, line and column. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "explain/project.h"

static json_int_t number(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

static const char *text(const json_t *object, const char *key)
{
    const char *s = json_string_value(json_object_get(object, key));
    return s != NULL ? s : "";
}

/* The files that were named, each with its real path. */
struct files {
    struct named {
        const char *name;
        char *real; /* NULL: there is no such file from here */
        bool moved_known;
        const char *moved; /* then the file of the project that it may be; NULL: none, or several */
    } * list;
    size_t n, cap;
    const json_t *escape; /* the sites that were judged; NULL: no file is taken for another one */
};

static const struct named *file_of(struct files *files, const json_t *site)
{
    const char *name = text(site, "file");
    for (size_t i = 0; i < files->n; i++)
        if (strcmp(files->list[i].name, name) == 0)
            return &files->list[i];
    struct named *file = XPUSH(files->list, files->n, files->cap);
    *file = (struct named){ .name = name, .real = name[0] != '\0' ? realpath(name, NULL) : NULL };
    return file;
}

/* How many parts at the end of two paths are the same. */
static size_t common_end(const char *a, const char *b)
{
    size_t parts = 0, at_a = strlen(a), at_b = strlen(b);
    for (; at_a > 0 && at_b > 0 && a[at_a - 1] == b[at_b - 1]; at_a--, at_b--)
        parts += a[at_a - 1] == '/';
    return parts + ((at_a == 0 && at_b == 0) || (at_a == 0 && b[at_b - 1] == '/') ||
                    (at_b == 0 && a[at_a - 1] == '/'));
}

/* The file of the project whose path has the longest end in common with a name that leads nowhere
 * from here, as -ffile-prefix-map makes them. NULL: there is none, or there are several. */
static const char *moved(struct files *files, const json_t *seen)
{
    size_t i, longest = 0, of = (size_t)(file_of(files, seen) - files->list);
    const char *found = NULL;
    json_t *said;
    if (files->list[of].moved_known)
        return files->list[of].moved;
    json_array_foreach(json_object_get(files->escape, "sites"), i, said)
    {
        const char *real = file_of(files, said)->real;
        if (real == NULL)
            continue;
        size_t parts = common_end(real, text(seen, "file"));
        if (parts > longest)
            found = real;
        else if (parts == longest && found != NULL && strcmp(found, real) != 0)
            found = "";
        longest = parts > longest ? parts : longest;
    }
    files->list[of].moved_known = true;
    files->list[of].moved = found != NULL && found[0] != '\0' ? found : NULL;
    return files->list[of].moved;
}

/* Does the path end with all parts of `name` but its dots? */
static bool ends_with(const char *path, const char *name)
{
    while (strncmp(name, "../", 3) == 0 || strncmp(name, "./", 2) == 0)
        name = strchr(name, '/') + 1;
    size_t length = strlen(path), end = strlen(name);
    return length > end && path[length - end - 1] == '/' && strcmp(path + length - end, name) == 0;
}

/* A name that leads nowhere from here, as of a program that was built in another folder, is taken
 * for the file whose path ends so. Neither may be there, as a source that was generated and is
 * named by #line. */
static bool same_file(struct files *files, const json_t *said, const json_t *seen)
{
    if (text(said, "file")[0] == '\0' || text(seen, "file")[0] == '\0')
        return false;
    struct named a = *file_of(files, said), b = *file_of(files, seen);
    if (a.real != NULL && b.real != NULL)
        return strcmp(a.real, b.real) == 0;
    if (a.real == NULL && b.real != NULL)
        return false;
    if (strcmp(a.name, b.name) == 0 || ends_with(a.real != NULL ? a.real : a.name, b.name) ||
        (a.real == NULL && ends_with(b.name, a.name)))
        return true;
    const char *there = a.real != NULL && files->escape != NULL ? moved(files, seen) : NULL;
    return there != NULL && strcmp(there, a.real) == 0;
}

/* The site that was judged at the place of `seen`; NULL: none. Compilers may give a call another
 * column: then it is the one call of that function on the line. */
static const json_t *judged_at(struct files *files, const json_t *escape, const json_t *seen)
{
    const json_t *near = NULL;
    size_t i, calls = 0;
    json_t *said;
    json_array_foreach(json_object_get(escape, "sites"), i, said)
    {
        if (number(said, "line") != number(seen, "line") || !same_file(files, said, seen))
            continue;
        if (number(said, "column") == number(seen, "column"))
            return said;
        if (strcmp(text(said, "allocator"), text(seen, "allocator")) == 0) {
            near = said;
            calls++;
        }
    }
    return calls == 1 ? near : NULL;
}

/* Blocks of a site with this kind of verdict. */
static json_int_t blocks_of(const json_t *seen, const char *kind)
{
    json_int_t blocks = 0;
    size_t i;
    json_t *verdict;
    json_array_foreach(json_object_get(seen, "verdicts"), i, verdict)
    {
        if (strcmp(text(verdict, "kind"), kind) == 0)
            blocks += number(verdict, "blocks");
    }
    return blocks;
}

/* What a run saw of the blocks of a site: that some left its function, that some stayed. */
struct fate {
    bool left, stayed;
    bool kept;  /* not freed; of what is made inside a call: some left it */
    bool mixed; /* some did this, some did that, and which is which is not known */
    json_int_t blocks;
};

/* On a stack that the program made itself the run does not know all frames. */
static bool left_all_frames(const struct explain_project *p, const json_t *seen)
{
    const json_t *totals = json_object_get(p->trace, "totals");
    return blocks_of(seen, "other_thread") > 0 || number(seen, "outlived_thread") > 0 ||
           (blocks_of(seen, "left_all") > 0 &&
            !json_is_true(json_object_get(totals, "stack_switches")));
}

static struct fate fate_of(const struct explain_project *p, const json_t *seen)
{
    return (struct fate){ .left = left_all_frames(p, seen) || blocks_of(seen, "outlived") > 0,
                          .stayed = blocks_of(seen, "stayed") > 0,
                          .kept = blocks_of(seen, "not_freed") > 0,
                          .blocks = number(seen, "blocks") };
}

/* True if the blocks of `seen` are what the function that `said` calls returns. */
static bool is_result(struct files *files, const struct explain_project *p, const json_t *said,
                      const json_t *seen, size_t up)
{
    const json_t *inner = up == 0 ? judged_at(files, p->escape, seen) : NULL;
    static const char returned[] = "returned from ";
    const char *why = text(inner, "reason"), *maker = text(said, "allocator");
    return strcmp(text(seen, "function"), maker) == 0 &&
           strncmp(why, returned, sizeof returned - 1) == 0 &&
           strcmp(why + sizeof returned - 1, maker) == 0;
}

/* What became of the blocks of a chain, seen from its frame number `up`. It counts if it holds for
 * all of them. A depth in machine frames is at most that in source frames. */
static void add_chain(const json_t *seen, const json_t *chain, size_t up, struct fate *fate)
{
    json_int_t blocks = number(chain, "blocks"), homes = number(chain, "home_blocks");
    json_int_t depth = (json_int_t)up + 1;
    bool all = homes == blocks, machine = false, unknown = blocks_of(seen, "unknown") > 0;
    size_t i;
    json_t *verdict;
    json_array_foreach(json_object_get(seen, "verdicts"), i, verdict)
    {
        machine |= json_is_string(json_object_get(verdict, "sure_function"));
    }
    bool left = all && number(chain, "depth_min") > depth;
    bool stayed = all && !machine && number(chain, "depth_max") <= depth;
    fate->blocks += blocks;
    fate->kept |= left || (homes == 0 && !unknown);
    fate->stayed |= stayed;
    fate->mixed |= !left && !stayed && (homes > 0 || unknown);
}

/* Add what a run saw at `seen` of blocks that were made inside the call `said`, at any depth. Only
 * of a block that the call returns can the run contradict. */
static void add_passage(const struct explain_project *p, struct files *files, const json_t *said,
                        const json_t *seen, struct fate *fate)
{
    const json_t *chain, *frame;
    size_t i, up;
    json_array_foreach(json_object_get(seen, "callers"), i, chain)
    {
        json_array_foreach(json_object_get(chain, "frames"), up, frame)
        {
            if (number(said, "line") != number(frame, "line") ||
                number(said, "column") != number(frame, "column") || !same_file(files, said, frame))
                continue;
            add_chain(seen, chain, up, fate);
            fate->left |= number(chain, "home_blocks") == number(chain, "blocks") &&
                          number(chain, "depth_min") > (json_int_t)up + 1 &&
                          is_result(files, p, said, seen, up);
            break; /* of a recursion the deepest call */
        }
    }
    fate->mixed |= fate->kept && fate->stayed;
}

/* A block that is not freed is no contradiction: no pointer to it has left the function. */
static enum explain_accord accord_of(const json_t *said, const struct fate *fate)
{
    if (fate->blocks == 0)
        return EXPLAIN_NOT_RUN;
    if (said == NULL)
        return EXPLAIN_NOT_JUDGED;
    if (json_is_false(json_object_get(said, "escapes")))
        return fate->left                     ? EXPLAIN_CONTRADICTED
               : fate->stayed && !fate->mixed ? EXPLAIN_BOTH_STAY
                                              : EXPLAIN_NOT_TOLD;
    if (fate->mixed && !fate->left)
        return EXPLAIN_NOT_TOLD;
    return fate->left || fate->kept ? EXPLAIN_BOTH_LEAVE
           : fate->stayed           ? EXPLAIN_ONLY_SEEN
                                    : EXPLAIN_NOT_TOLD;
}

static void add_seen(struct explain_project *p, struct files *files, const json_t *seen)
{
    struct explain_row *row = XPUSH(p->rows, p->n_rows, p->rows_cap);
    const struct fate fate = fate_of(p, seen);
    *row = (struct explain_row){ .said = judged_at(files, p->escape, seen),
                                 .seen = seen,
                                 .blocks = fate.blocks,
                                 .bytes = number(seen, "bytes"),
                                 .stackable = number(seen, "stackable_blocks") };
    row->accord = accord_of(row->said, &fate);
    p->followed += row->blocks + number(json_object_get(seen, "grown"), "reallocs");
}

/* A site at which the run names no blocks: inside a call of it they may have been made. */
static void add_said(struct explain_project *p, struct files *files, const json_t *said)
{
    const json_t *traces[] = { p->trace, p->inner };
    struct fate fate = { .blocks = 0 };
    size_t i;
    json_t *seen;
    for (size_t t = 0; t < 2 && fate.blocks == 0 && json_is_true(json_object_get(said, "wrapper"));
         t++)
        json_array_foreach(json_object_get(traces[t], "sites"), i, seen)
            add_passage(p, files, said, seen, &fate);
    *XPUSH(p->rows, p->n_rows, p->rows_cap) = (struct explain_row){
        .said = said, .blocks = fate.blocks, .accord = accord_of(said, &fate)
    };
}

/* What contradicts first; then by blocks that could have lived on a stack, by blocks, by place. */
static int by_worth(const void *a, const void *b)
{
    const struct explain_row *x = a, *y = b;
    bool wrong = x->accord == EXPLAIN_CONTRADICTED, other = y->accord == EXPLAIN_CONTRADICTED;
    if (wrong != other)
        return wrong ? -1 : 1;
    if ((x->blocks == 0) != (y->blocks == 0))
        return x->blocks != 0 ? -1 : 1;
    if (x->stackable != y->stackable)
        return x->stackable > y->stackable ? -1 : 1;
    if (x->blocks != y->blocks)
        return x->blocks > y->blocks ? -1 : 1;
    const json_t *p = x->said != NULL ? x->said : x->seen;
    const json_t *q = y->said != NULL ? y->said : y->seen;
    int order = strcmp(text(p, "file"), text(q, "file"));
    json_int_t lines = number(p, "line") - number(q, "line");
    json_int_t columns = number(p, "column") - number(q, "column");
    return order != 0   ? order
           : lines != 0 ? (lines > 0) - (lines < 0)
                        : (columns > 0) - (columns < 0);
}

/* A site of the proof in a function that only passes requests on: the trace that looks through it
 * has its blocks at its callers. */
static void add_inner(struct explain_project *p, const json_t *said, const json_t *seen)
{
    const struct fate fate = fate_of(p, seen);
    *XPUSH(p->rows, p->n_rows, p->rows_cap) =
        (struct explain_row){ .said = said,
                              .seen = seen,
                              .blocks = fate.blocks,
                              .bytes = number(seen, "bytes"),
                              .accord = accord_of(said, &fate),
                              .again = true };
}

static bool was_seen(const struct explain_project *p, size_t rows, const json_t *said)
{
    for (size_t i = 0; i < rows; i++)
        if (p->rows[i].said == said)
            return true;
    return false;
}

/* Is one of the sites that ran in a file of the project, or known to the proof? */
static bool are_related(const struct explain_project *p, struct files *files)
{
    size_t i, k;
    json_t *seen, *name;
    for (i = 0; i < p->n_rows; i++)
        if (p->rows[i].said != NULL && p->rows[i].blocks > 0)
            return true;
    json_array_foreach(json_object_get(p->trace, "sites"), i, seen)
    {
        json_array_foreach(json_object_get(p->escape, "files"), k, name)
        {
            json_t *file = json_pack("{s:O}", "file", name);
            bool same = file != NULL && same_file(files, file, seen);
            json_decref(file);
            if (same)
                return true;
        }
    }
    return false;
}

void explain_project_join(struct explain_project *p)
{
    struct files files = { .escape = p->escape };
    size_t i;
    json_t *site;
    json_array_foreach(json_object_get(p->trace, "sites"), i, site) add_seen(p, &files, site);
    size_t seen = p->n_rows;
    json_array_foreach(json_object_get(p->inner, "sites"), i, site)
    {
        const json_t *said = judged_at(&files, p->escape, site);
        if (said != NULL && !was_seen(p, seen, said))
            add_inner(p, said, site);
    }
    seen = p->n_rows;
    json_array_foreach(json_object_get(p->escape, "sites"), i, site)
    {
        if (!was_seen(p, seen, site))
            add_said(p, &files, site);
    }
    for (i = 0; i < p->n_rows; i++)
        p->of[p->rows[i].accord]++;
    files.escape = NULL;
    p->unrelated =
        json_array_size(json_object_get(p->trace, "sites")) > 0 && !are_related(p, &files);
    const json_t *process = json_array_get(json_object_get(p->count, "processes"), 0);
    if (!json_is_true(json_object_get(process, "counted"))) {
        json_decref(p->count);
        p->count = NULL;
    } else {
        p->allocs = number(process, "allocs");
        p->alloc_bytes = number(process, "bytes");
    }
    if (p->n_rows > 0)
        qsort(p->rows, p->n_rows, sizeof *p->rows, by_worth);
    for (i = 0; i < files.n; i++)
        free(files.list[i].real);
    free(files.list);
}
