/* verdicts.c -- compare what the hooks and the Valgrind tool say of one program, site by site. */
#include "verify/verdicts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/error.h"
#include "cli/paths.h"
#include "cli/said.h"
#include "cli/verb.h"
#include "cli/xalloc.h"
#include "process/jobs.h"

/* Both sides as objects of one shape: by position of the call, `blocks`, `ends` and `chains` (text
 * to number of blocks), `allocators` (a set), and what was seen on the way: `plain` (functions
 * without hooks were passed over), `above` (there are some further out, so no
 * `chains`), `inlined` (a verdict is in machine frames), `signal` (one is unknown because of a
 * signal), `loose` (ends of several callers that cannot be told apart once such functions are
 * passed over). */

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "?";
}

static json_int_t number_of(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

static void bump(json_t *counts, const char *key, json_int_t by)
{
    json_object_set_new(counts, key, json_integer(number_of(counts, key) + by));
}

static json_t *entry_at(json_t *sites, const json_t *at)
{
    static const char *const members[] = { "ends", "chains", "allocators" };
    char *key = xprintf("%s:%d:%d %s", text_of(at, "file"), (int)number_of(at, "line"),
                        (int)number_of(at, "column"), text_of(at, "function"));
    json_t *entry = json_object_get(sites, key);
    if (entry == NULL) {
        entry = json_object();
        for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
            json_object_set_new(entry, members[i], json_object());
        json_object_set_new(sites, key, entry);
    }
    free(key);
    return entry;
}

/* Two files may each have a static function of that name. Owned by the caller. */
static char *function_key(const json_t *at)
{
    return xprintf("%s %s", text_of(at, "function"), text_of(at, "file"));
}

static void add_function(json_t *set, const json_t *at)
{
    char *key = function_key(at);
    json_object_set_new(set, key, json_true());
    free(key);
}

/* The functions that the run by hooks entered, and those that made blocks where the steps are not
 * known. NULL: too many steps to know. */
static json_t *entered(const json_t *hooks)
{
    json_t *events = json_object_get(hooks, "events"), *set = json_object(), *event;
    json_t *sites = json_object_get(hooks, "sites");
    size_t i;
    if (!json_is_array(events)) {
        json_decref(set);
        return NULL;
    }
    json_array_foreach(sites, i, event) add_function(set, event);
    json_array_foreach(events, i, event)
    {
        if (strcmp(text_of(event, "kind"), "enter") == 0)
            add_function(set, event);
    }
    return set;
}

/* Frame number i of a site's call stack: the site, then its callers. NULL: it ends before. */
static const json_t *frame(const json_t *site, const json_t *caller, size_t i)
{
    return i == 0 ? site : json_array_get(json_object_get(caller, "frames"), i - 1);
}

static bool hooked(const json_t *set, const json_t *at)
{
    char *key = function_key(at);
    bool is = set == NULL || json_object_get(set, key) != NULL;
    free(key);
    return is;
}

/* Where a call stack has frames with hooks: the first, and that of the home with its depth. */
struct folded {
    const json_t *site, *home;
    json_int_t depth;
};

static struct folded fold(const json_t *set, const json_t *site, const json_t *caller,
                          json_int_t depth)
{
    struct folded f = { .depth = -1 };
    const json_t *at;
    for (size_t i = 0; (at = frame(site, caller, i)) != NULL && f.home == NULL; i++) {
        if (f.site == NULL && strcmp(text_of(at, "function"), "hm_main") == 0)
            break; /* the benchmark runner's own, which the hooks count apart */
        if (!hooked(set, at))
            continue;
        f.site = f.site != NULL ? f.site : at;
        f.depth++;
        if ((json_int_t)i >= depth)
            f.home = at;
    }
    return f;
}

static void add_end(json_t *entry, const json_t *end, json_int_t depth, const char *home)
{
    const char *kind = text_of(end, "kind");
    if (strcmp(kind, "outlived") == 0 && depth == 0)
        kind = "stayed";
    char *text = home == NULL ? xprintf("%s", kind)
                 : depth == 0 ? xprintf("stayed in %s", home)
                              : xprintf("lives in %s, %d up", home, (int)depth);
    bump(json_object_get(entry, "ends"), text, number_of(end, "blocks"));
    free(text);
    const char *sure = json_string_value(json_object_get(end, "sure_function"));
    if (sure != NULL)
        json_object_set_new(entry, "inlined", json_string(sure));
    if (strcmp(text_of(end, "unknown_because"), "signal") == 0)
        json_object_set_new(entry, "signal", json_true());
}

/* The hooks do not know the line at which a signal came, so the frames are functions. They leave
 * turns of a deep recursion out: of such a chain only the outermost call is compared, and its
 * length as the depth of the home. */
static void add_chain(json_t *entry, const json_t *caller)
{
    enum { DEEP = 200 }; /* calls; the hooks list more before they leave any out */
    char *chain = NULL;
    const json_t *at;
    size_t length = json_array_size(json_object_get(caller, "frames"));
    xappend(&chain, length > DEEP ? "deep, from" : "from");
    for (size_t i = length > DEEP ? length : 1; (at = frame(NULL, caller, i)) != NULL; i++)
        xappend(&chain, " %s", text_of(at, "function"));
    bump(json_object_get(entry, "chains"), chain, number_of(caller, "blocks"));
    free(chain);
}

/* Is a function without hooks in the call stacks of a site? */
static bool has_plain(const json_t *set, const json_t *site)
{
    json_t *callers = json_object_get(site, "callers"), *caller;
    const json_t *at;
    size_t i;
    json_array_foreach(callers, i, caller)
    {
        for (size_t k = 0; (at = frame(site, caller, k)) != NULL; k++)
            if (!hooked(set, at))
                return true;
    }
    return false;
}

/* Can blocks of that caller have that end? */
static bool leads_to(const json_t *site, const json_t *caller, const json_t *end)
{
    const json_t *home = json_object_get(end, "home_function");
    const json_t *at = frame(site, caller, (size_t)number_of(end, "depth"));
    return !json_is_string(home) || json_equal((json_t *)home, json_object_get(at, "function"));
}

/* The frames of a verdict as far as they have hooks, if they are the same for all callers. */
static bool fold_end(const json_t *set, const json_t *site, const json_t *end, struct folded *all)
{
    json_t *callers = json_object_get(site, "callers"), *caller;
    size_t i;
    *all = (struct folded){ .home = NULL };
    json_array_foreach(callers, i, caller)
    {
        struct folded f = fold(set, site, caller, number_of(end, "depth"));
        if (!leads_to(site, caller, end))
            continue;
        if (all->home == NULL)
            *all = f;
        if (f.home == NULL || f.depth != all->depth ||
            !json_equal((json_t *)f.site, (json_t *)all->site) ||
            strcmp(text_of(f.home, "function"), text_of(all->home, "function")) != 0)
            return false;
    }
    return all->home != NULL;
}

static void add_plainly(json_t *sites, const json_t *site)
{
    json_t *entry = entry_at(sites, site), *list;
    size_t i;
    json_t *one;
    bump(entry, "blocks", number_of(site, "blocks"));
    json_object_set_new(json_object_get(entry, "allocators"), text_of(site, "allocator"),
                        json_true());
    list = json_object_get(site, "verdicts");
    json_array_foreach(list, i, one)
        add_end(entry, one, number_of(one, "depth"),
                json_string_value(json_object_get(one, "home_function")));
    list = json_object_get(site, "callers");
    json_array_foreach(list, i, one) add_chain(entry, one);
}

/* A site with functions without hooks in its call stacks. Blocks below none with hooks are not the
 * business of the other side. */
static void add_folded(json_t *sites, const json_t *set, const json_t *site)
{
    json_t *list = json_object_get(site, "verdicts"), *one;
    struct folded f;
    bool same = true;
    size_t i;
    json_array_foreach(list, i, one) same = same && fold_end(set, site, one, &f);
    json_array_foreach(list, i, one)
    {
        if (!same || !fold_end(set, site, one, &f))
            break;
        json_t *entry = entry_at(sites, f.site);
        bump(entry, "blocks", number_of(one, "blocks"));
        bool home = json_is_integer(json_object_get(one, "depth"));
        add_end(entry, one, f.depth, home ? text_of(f.home, "function") : NULL);
        json_object_set_new(entry, "above", json_true());
        if (f.site != site || (home && f.depth != number_of(one, "depth")))
            json_object_set_new(entry, "plain", json_true());
    }
    list = json_object_get(site, "callers");
    json_array_foreach(list, i, one)
    {
        f = fold(set, site, one, 0);
        if (same || f.site == NULL)
            continue;
        json_t *entry = entry_at(sites, f.site);
        bump(entry, "blocks", number_of(one, "blocks"));
        json_object_set_new(entry, "loose", json_true());
    }
}

static json_t *sites_of(const json_t *report, const json_t *set)
{
    json_t *sites = json_object(), *list = json_object_get(report, "sites"), *site;
    size_t i;
    json_array_foreach(list, i, site)
    {
        if (has_plain(set, site))
            add_folded(sites, set, site);
        else
            add_plainly(sites, site);
    }
    return sites;
}

static bool same_member(const json_t *a, const json_t *b, const char *key)
{
    return json_equal(json_object_get(a, key), json_object_get(b, key));
}

static bool has_home(const char *end)
{
    return strstr(end, " in ") != NULL;
}

/* Is all that `rough` says and `exact` does not of the kind that `rough` may say, for as many
 * blocks? `inlined`: another home; else: unknown. */
static bool only_rough(json_t *exact, json_t *rough, bool inlined)
{
    const char *end;
    json_t *count;
    json_int_t more = 0;
    json_object_foreach(exact, end, count)
    {
        json_int_t by = json_integer_value(count) - number_of(rough, end);
        more += by > 0 ? by : 0;
        if (by > 0 && inlined && !has_home(end))
            return false;
    }
    json_object_foreach(rough, end, count)
    {
        json_int_t by = json_integer_value(count) - number_of(exact, end);
        more -= by > 0 ? by : 0;
        if (by > 0 && !(inlined ? has_home(end) : strcmp(end, "unknown") == 0))
            return false;
    }
    return more == 0;
}

/* Is that function the only thing called at the site? */
static bool calls_only(const json_t *entry, const char *function)
{
    const json_t *allocators = json_object_get(entry, "allocators");
    return json_object_size(allocators) == 1 && json_object_get(allocators, function) != NULL;
}

/* Why the sites differ. NULL: they do not; "": for no known reason. */
static const char *reason(const json_t *hooks, const json_t *tool, bool switches)
{
    json_t *by_hooks = json_object_get(hooks, "ends"), *by_tool = json_object_get(tool, "ends");
    if (!same_member(hooks, tool, "blocks"))
        return calls_only(hooks, "pthread_exit") && calls_only(tool, "pthread_exit")
                   ? "pthread_exit loads libgcc_s, which the tracer of the hooks has loaded before"
                   : "";
    if (json_object_get(tool, "loose") != NULL)
        return "functions without hooks have no frame for them; only the blocks are compared";
    if (!json_equal(by_hooks, by_tool)) {
        if (json_object_get(tool, "inlined") != NULL && only_rough(by_hooks, by_tool, true))
            return "its home is inlined: the Valgrind tool knows it in machine frames only";
        if (json_object_get(tool, "signal") != NULL && only_rough(by_hooks, by_tool, false))
            return "made in a signal handler on a stack of its own, left by a jump: the Valgrind "
                   "tool does not know the frames below it";
        if (switches && only_rough(by_tool, by_hooks, false))
            return "its thread switches stacks: the hooks know nothing of it from then on";
        return "";
    }
    if (json_object_get(tool, "plain") != NULL)
        return "functions without hooks have no frame for them";
    if (json_object_get(tool, "above") != NULL)
        return NULL;
    if (!same_member(hooks, tool, "chains"))
        return "";
    if (same_member(hooks, tool, "allocators"))
        return NULL;
    bool aligned = json_object_get(json_object_get(hooks, "allocators"), "aligned_alloc") != NULL;
    return aligned ? "in glibc aligned_alloc and memalign have one address" : "";
}

static void print_ends(const char *who, const json_t *entry)
{
    static const char *const members[] = { "allocators", "ends", "chains" };
    printf("    %s:", who);
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        json_t *member = json_object_get(entry, members[i]), *count;
        const char *text;
        json_object_foreach(member, text, count)
        {
            printf("%s %s", i == 0 ? "" : ";", text);
            if (json_is_integer(count))
                printf(" (%d)", (int)json_integer_value(count));
        }
    }
    puts(json_object_size(entry) == 0 ? " nothing" : "");
}

static void compare_site(const char *at, const json_t *hooks, const json_t *tool, bool switches,
                         struct verify_agreement *sum)
{
    const char *why = hooks != NULL && tool != NULL ? reason(hooks, tool, switches) : "";
    if (why == NULL) {
        sum->agree++;
        return;
    }
    sum->explained += *why != '\0';
    sum->differ += *why == '\0';
    printf("  %s\n", at);
    print_ends("hooks", hooks);
    print_ends("Valgrind", tool);
    printf("    %s\n", *why != '\0' ? why : "DIFFER: nothing known explains it");
}

struct verify_agreement verify_compare(const json_t *hooks, const json_t *any)
{
    struct verify_agreement sum = { 0 };
    json_t *set = entered(hooks);
    json_t *left = sites_of(hooks, NULL), *right = sites_of(any, set), *entry;
    bool switches =
        json_is_true(json_object_get(json_object_get(hooks, "totals"), "stack_switches"));
    const char *at;
    json_object_foreach(left, at, entry)
        compare_site(at, entry, json_object_get(right, at), switches, &sum);
    json_object_foreach(right, at, entry)
    {
        if (json_object_get(left, at) == NULL)
            compare_site(at, NULL, entry, switches, &sum);
    }
    json_decref(set);
    json_decref(left);
    json_decref(right);
    return sum;
}

static json_t *read_run(const struct process_job *job, const char *who)
{
    json_t *report = process_job_succeeded(job) ? json_loads(job->out, 0, NULL) : NULL;
    if (report == NULL)
        cli_error("%s: %.*s", who, (int)strcspn(job->err, "\n"),
                  *job->err != '\0' ? job->err : "?");
    return report;
}

int verify_verdicts(char **argv)
{
    char *tool = xprintf("%s/bin/heapmark", cli_prefix());
    struct process_job jobs[2] = {
        { .argv = { tool, "trace", "--quiet", "--json", "--" } },
        { .argv = { tool, "trace", "--any", "--quiet", "--max-events=0", "--json", "--" } },
    };
    int status = HM_EXIT_USAGE;
    size_t given = 0;
    for (; argv[given] != NULL && given + 7 < PROCESS_JOB_ARGS - 1; given++)
        jobs[0].argv[given + 5] = jobs[1].argv[given + 7] = argv[given];
    if (argv[given] != NULL)
        return cli_error("--verdicts: too many arguments for %s", argv[0]);
    process_jobs_run(jobs, 2, 1, NULL);
    json_t *hooks = read_run(&jobs[0], "by hooks"), *any = read_run(&jobs[1], "under Valgrind");
    if (json_object_get(hooks, "frames") != NULL) /* of machine frames: it ran under Valgrind too */
        cli_error("%s: not compiled for tracing, so there is nothing to compare", argv[0]);
    else if (hooks != NULL && any != NULL) {
        struct verify_agreement sum = verify_compare(hooks, any);
        printf("%s: sites: %zu agree, %zu differ for a known reason, %zu differ for none\n",
               argv[0], sum.agree, sum.explained, sum.differ);
        cli_said();
        if (sum.agree + sum.explained + sum.differ == 0)
            cli_error("%s: neither saw a block, so nothing was compared", argv[0]);
        else
            status = sum.differ != 0 ? HM_EXIT_NO : HM_EXIT_OK;
    }
    json_decref(hooks);
    json_decref(any);
    process_jobs_done(jobs, 2);
    free(tool);
    return status;
}
