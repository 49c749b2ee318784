/* project.c -- `heapmark explain -p`: ask escape, trace and run, each in a process of its own. */
#include "explain/project.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/error.h"
#include "cli/option.h"
#include "cli/verb.h"
#include "cli/xalloc.h"
#include "process/program.h"
#include "process/start.h"

static const char help[] =
    "usage: heapmark explain -p DIR [OPTIONS] -- PROGRAM [ARGS...]\n"
    "\n"
    "One entry per allocation site of a project: what `heapmark escape` proves of it, what\n"
    "`heapmark trace` saw of it in a run of PROGRAM, how many blocks it made, and whether the\n"
    "two agree. DIR has the compile_commands.json. PROGRAM is built with -g and\n"
    "-finstrument-functions; any other runs under the Valgrind tool, as with trace --any.\n"
    "It runs twice, the second time to be counted, and once more if it has functions that only\n"
    "pass requests on; its standard output is dropped.\n"
    "\n"
    "  --any            use the Valgrind tool also where the flags were used\n"
    "  --alloc=NAME --free=NAME  as for `heapmark escape`; may be repeated\n"
    "  --wrapper=NAME   as for `heapmark trace`; may be repeated\n"
    "  --top=N          the N sites that are most worth a look (20); the rest is summed\n"
    "  --format=FORMAT  text or json (heapmark.explain-project/1)\n"
    "\n"
    "Exit status: 0 no site that is proven to stay was seen to leave; 1 one was; 2 could not\n"
    "run: bad usage, unreadable input or a missing tool.\n";

enum { TOP = 20 };

/* A command line that grows. */
struct words {
    const char **list;
    size_t n, cap;
};

static void add(struct words *words, const char *word)
{
    *XPUSH(words->list, words->n, words->cap) = word;
}

/* `list` ends with NULL. */
static void add_all(struct words *words, const char *const *list)
{
    for (; *list != NULL; list++)
        add(words, *list);
}

struct request {
    struct words escape, trace; /* options for these, ended by NULL once all are read */
    size_t top;
    bool any, json;
};

static bool take_alloc(void *request, const char *name)
{
    add(&((struct request *)request)->escape, xprintf("--alloc=%s", name));
    return true;
}

static bool take_free(void *request, const char *name)
{
    add(&((struct request *)request)->escape, xprintf("--free=%s", name));
    return true;
}

static bool take_wrapper(void *request, const char *name)
{
    add(&((struct request *)request)->trace, xprintf("--wrapper=%s", name));
    return true;
}

static bool take_top(void *request, const char *text)
{
    char *end;
    errno = 0;
    unsigned long top = strtoul(text, &end, 10);
    if (*end != '\0' || text[0] < '0' || text[0] > '9' || errno != 0) {
        cli_error("--top=%s: expected a number", text);
        return false;
    }
    ((struct request *)request)->top = top;
    return true;
}

static bool take_format(void *request, const char *name)
{
    ((struct request *)request)->json = strcmp(name, "json") == 0;
    if (strcmp(name, "json") == 0 || strcmp(name, "text") == 0)
        return true;
    cli_error("--format: expected text or json, found '%s'", name);
    return false;
}

/* Run this program with `words`, and read the JSON that it writes to `out` or, with out < 0, to its
 * standard output. NULL if it wrote none; *status is its exit status. */
static json_t *ask(struct words *words, int out, int *status)
{
    char why[PROCESS_WHY_MAX];
    json_error_t wrong;
    int file = out >= 0 ? out : memfd_create("json", MFD_CLOEXEC);
    add(words, NULL);
    const struct process_start start = { .path = "/proc/self/exe",
                                         .argv = words->list,
                                         .fd = { [STDOUT_FILENO] = out >= 0 ? PROCESS_NULL : file },
                                         .when_we_end = SIGTERM };
    json_t *root = NULL;
    if (file < 0 || !process_run(&start, status, why)) {
        cli_error("%s", file < 0 ? "no memory file" : why);
        *status = HM_EXIT_USAGE;
    } else {
        *status = WIFEXITED(*status) ? WEXITSTATUS(*status) : HM_EXIT_USAGE;
        lseek(file, 0, SEEK_SET);
        root = json_loadfd(file, JSON_ALLOW_NUL, &wrong);
    }
    if (file >= 0)
        close(file);
    return root;
}

static json_t *judge(struct request *request, const char *folder)
{
    struct words words = { 0 };
    int status;
    static const char *const first[] = { "heapmark", "escape", "--sites", "--no-o2",
                                         "--json",   "-p",     NULL };
    add_all(&words, first);
    add(&words, folder);
    add_all(&words, request->escape.list);
    json_t *root = ask(&words, -1, &status);
    free(words.list);
    if (status == HM_EXIT_OK)
        return root;
    json_decref(root);
    return NULL;
}

/* A file of this process with the document, for another one to read. -1: there is no memory. */
static int shown(const json_t *document)
{
    int file = memfd_create("shown", MFD_CLOEXEC);
    if (file < 0 || json_dumpfd(document, file, 0) == 0)
        return file;
    close(file);
    return -1;
}

/* `inner`: leave each block at the innermost call, also where that function only passes requests
 * on: the proof has such calls as sites of their own. */
static json_t *follow(const struct request *request, const json_t *proof,
                      const char *const *program, bool inner)
{
    struct words words = { 0 };
    int status, file = shown(proof);
    char *sizes = xprintf("--escape=/proc/%ld/fd/%d", (long)getpid(), file);
    static const char *const first[] = { "heapmark", "trace",          "--json",
                                         "--quiet",  "--max-events=0", NULL };
    add_all(&words, first);
    if (file >= 0)
        add(&words, sizes);
    if (request->any)
        add(&words, "--any");
    if (inner)
        add(&words, "--no-wrappers");
    else
        add_all(&words, request->trace.list);
    add_all(&words, program);
    json_t *root = ask(&words, -1, &status);
    free(words.list);
    free(sizes);
    if (file >= 0)
        close(file);
    return root;
}

/* NULL: not counted, which `heapmark run` has explained on stderr. */
static json_t *count(const char *const *program)
{
    struct words words = { 0 };
    int status, file = memfd_create("json", MFD_CLOEXEC);
    char *out = xprintf("/proc/%ld/fd/%d", (long)getpid(), file);
    static const char *const first[] = { "heapmark", "run", "--json", "--out", NULL };
    add_all(&words, first);
    add(&words, out);
    add(&words, "--");
    add_all(&words, program);
    json_t *root = file >= 0 ? ask(&words, file, &status) : NULL;
    free(words.list);
    free(out);
    return root;
}

static void say_contradictions(const struct explain_project *p)
{
    for (size_t i = 0; i < p->n_rows && p->rows[i].accord == EXPLAIN_CONTRADICTED; i++)
        cli_error("%s:%d: proven to stay, and seen to leave: %s",
                  json_string_value(json_object_get(p->rows[i].said, "file")),
                  (int)json_integer_value(json_object_get(p->rows[i].said, "line")),
                  json_string_value(json_object_get(p->rows[i].said, "expression")));
}

static int report(const struct explain_project *p, const struct request *request)
{
    bool written = true;
    if (request->json)
        written = explain_project_json(stdout, p);
    else
        explain_project_text(stdout, p, request->top);
    if (!written)
        return cli_error("the JSON could not be written: %s", strerror(errno));
    say_contradictions(p);
    return p->of[EXPLAIN_CONTRADICTED] > 0 ? HM_EXIT_NO : HM_EXIT_OK;
}

static void rewind_input(off_t to)
{
    if (to >= 0)
        lseek(STDIN_FILENO, to, SEEK_SET);
}

static int run(struct request *request, const char *const *program, const char *folder)
{
    struct process_program found;
    char why[PROCESS_WHY_MAX];
    if (!process_program_look(program[0], &found, why))
        return cli_error("%s", why);
    request->any |= !found.hooked;
    struct explain_project p = { .folder = folder };
    int status = HM_EXIT_USAGE;
    p.escape = judge(request, folder);
    off_t input = lseek(STDIN_FILENO, 0, SEEK_CUR); /* all runs read the same, if it is a file */
    p.trace = p.escape != NULL ? follow(request, p.escape, program, false) : NULL;
    if (json_array_size(json_object_get(p.trace, "wrappers")) > 0) {
        rewind_input(input);
        p.inner = follow(request, p.escape, program, true);
    }
    if (p.trace != NULL) {
        rewind_input(input);
        p.count = count(program);
        explain_project_join(&p);
        status = report(&p, request);
        if (p.unrelated)
            status = cli_error("%s: no place where it made blocks is in a file of %s: it was built "
                               "from other sources, or without -g",
                               program[0], folder);
    }
    free(p.rows);
    json_decref(p.escape);
    json_decref(p.trace);
    json_decref(p.inner);
    json_decref(p.count);
    return status;
}

static void free_words(struct words *words)
{
    for (size_t i = 0; i < words->n; i++)
        free((char *)words->list[i]);
    free(words->list);
}

int explain_project(int argc, char **argv, const char *folder)
{
    struct request request = { .top = TOP };
    const struct cli_option options[] = {
        { "any", .flag = &request.any },
        { "alloc", CLI_VALUE, .take = take_alloc, .ctx = &request },
        { "free", CLI_VALUE, .take = take_free, .ctx = &request },
        { "wrapper", CLI_VALUE, .take = take_wrapper, .ctx = &request },
        { "top", CLI_VALUE, .take = take_top, .ctx = &request },
        { "format", CLI_VALUE, .take = take_format, .ctx = &request },
        CLI_OPTIONS_END,
    };
    int status = cli_parse(&argc, &argv, options, CLI_OPERANDS_LAST, help);
    if (status == CLI_GO_ON && argc == 0)
        status = cli_error("-p %s: expected -- PROGRAM", folder);
    add(&request.escape, NULL);
    add(&request.trace, NULL);
    if (status == CLI_GO_ON)
        status = run(&request, (const char *const *)argv, folder);
    free_words(&request.escape);
    free_words(&request.trace);
    return status;
}
