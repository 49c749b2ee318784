/* options.c -- the command line of `heapmark escape`; contract in options.h. */
#include "escape/base/options.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/option.h"
#include "escape/base/arena.h"
#include "escape/base/flags.h"
#include "escape/base/words.h"

const char escape_options_help[] =
    "usage: heapmark escape [OPTIONS] FILE.c... [-- CFLAGS...]\n"
    "\n"
    "Say for every heap block that C files request whether it is proven to stay in the\n"
    "function that makes it, or which use stopped the proof. Several files are judged as\n"
    "one program.\n"
    "\n"
    "  --why            print the uses that led to each verdict\n"
    "  --json           write JSON (heapmark-escape/1) instead of lines\n"
    "  --format=FORMAT  text, json, or sarif for editors and code scanning\n"
    "  --check          compare with the // WANT \"text\" comments; exit 1 when they disagree\n"
    "  --sites --params --locals   only these lines (default: all three)\n"
    "  --alloc=NAME     NAME allocates, as malloc does; may be repeated, and may be\n"
    "                   what is called, as in --alloc='hooks->malloc'\n"
    "  --free=NAME      NAME frees, as free does; may be repeated\n"
    "  --no-o2          leave out what gcc and clang delete at -O2\n"
    "  -p DIR           take the flags of each file from DIR/compile_commands.json, and\n"
    "                   all its C files if none is given\n"
    "  --clang=PATH     the clang to use (also $HEAPMARK_CLANG)\n"
    "  --gcc=PATH       the gcc to ask at -O2 (also $HEAPMARK_GCC)\n"
    "\n"
    "Exit status: 0 judged, 1 --check found a difference, 2 could not run: bad usage,\n"
    "unreadable input or a missing tool.\n";

int escape_cannot(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("heapmark escape: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    return 2;
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

/* Returns 2, after a line on stderr, for a file that is not C source. */
static int check_file(const char *path)
{
    static const char *const cplusplus[] = { ".cc", ".cpp", ".cxx", ".C", ".c++", ".hpp", ".hh" };
    for (size_t i = 0; i < sizeof cplusplus / sizeof *cplusplus; i++)
        if (ends_with(path, cplusplus[i]))
            return escape_cannot("%s: this is C++; only C source (.c) is judged", path);
    if (ends_with(path, ".s") || ends_with(path, ".S"))
        return escape_cannot("%s: this is assembly; only C source (.c) is judged", path);
    if (!ends_with(path, ".c"))
        return escape_cannot("%s: expected C source, a name that ends in .c", path);
    struct stat status;
    if (stat(path, &status) != 0)
        return escape_cannot("%s: no such file", path);
    if (!S_ISREG(status.st_mode))
        return escape_cannot("%s: not a file", path);
    return 0;
}

static void read_cflags(struct escape_options *options, int count, char **flags)
{
    struct escape_words words = { 0 };
    for (int i = 0; i < count; i++)
        escape_words_add(&words, flags[i], NULL);
    for (size_t i = 0; i < words.count; i++) {
        int drop = escape_flags_to_drop(words.list[i]);
        if (drop > 0)
            i += (size_t)drop - 1;
        else
            *ESCAPE_APPEND(options->cflags, options->cflag_count, options->cflag_room) =
                words.list[i];
    }
}

static bool take_alloc(void *options, const char *name)
{
    struct escape_options *o = options;
    *ESCAPE_APPEND(o->allocs, o->alloc_count, o->alloc_room) = name;
    return true;
}

static bool take_format(void *options, const char *name)
{
    struct escape_options *o = options;
    o->json = strcmp(name, "json") == 0;
    o->sarif = strcmp(name, "sarif") == 0;
    if (o->json || o->sarif || strcmp(name, "text") == 0)
        return true;
    escape_cannot("--format=%s: expected text, json or sarif", name);
    return false;
}

static bool take_free(void *options, const char *name)
{
    struct escape_options *o = options;
    *ESCAPE_APPEND(o->frees, o->free_count, o->free_room) = name;
    return true;
}

static int read_option(struct escape_options *options, const char *argument)
{
    bool no_o2 = false;
    const struct cli_option known[] = {
        { "why", .flag = &options->why },
        { "json", .flag = &options->json },
        { "format", CLI_VALUE, .take = take_format, .ctx = options },
        { "check", .flag = &options->check },
        { "sites", .flag = &options->sites },
        { "params", .flag = &options->params },
        { "locals", .flag = &options->locals },
        { "no-o2", .flag = &no_o2 },
        { "alloc", CLI_VALUE, .take = take_alloc, .ctx = options },
        { "free", CLI_VALUE, .take = take_free, .ctx = options },
        { "clang", CLI_VALUE, .text = &options->clang },
        { "gcc", CLI_VALUE, .text = &options->gcc },
        CLI_OPTIONS_END,
    };
    enum cli_taken taken = cli_option_take(known, argument, NULL);
    options->optimised &= !no_o2;
    bool help = taken == CLI_HELP && (argument[1] == '-' || strcmp(argument, "-h") == 0);
    options->help |= help;
    if (taken == CLI_TAKEN || help)
        return 0;
    if (taken == CLI_WRONG_VALUE)
        return 2;
    return escape_cannot("unknown option '%s'; CFLAGS go after `--`", argument);
}

const struct escape_unit *escape_unit_of(const struct escape_options *options, const char *file)
{
    struct stat a, b;
    for (size_t i = 0; i < options->unit_count; i++)
        if (strcmp(options->units[i].file, file) == 0)
            return &options->units[i];
    if (options->unit_count == 0 || stat(file, &a) != 0)
        return NULL;
    for (size_t i = 0; i < options->unit_count; i++)
        if (stat(options->units[i].file, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino)
            return &options->units[i];
    return NULL;
}

int escape_options_read(struct escape_options *options, int argc, char **argv)
{
    *options = (struct escape_options){
        .clang = getenv("HEAPMARK_CLANG"),
        .gcc = getenv("HEAPMARK_GCC"),
        .optimised = true,
    };
    for (int i = 1; i < argc; i++) {
        int status = 0;
        if (strcmp(argv[i], "--") == 0) {
            read_cflags(options, argc - i - 1, argv + i + 1);
            break;
        }
        if (strcmp(argv[i], "-p") == 0 && i + 1 < argc)
            options->project = argv[++i];
        else if (strcmp(argv[i], "-p") == 0)
            status = escape_cannot("-p wants a folder, that of compile_commands.json");
        else if (argv[i][0] == '-')
            status = read_option(options, argv[i]);
        else
            *ESCAPE_APPEND(options->files, options->file_count, options->file_room) = argv[i];
        if (status != 0)
            return status;
    }
    if (options->gcc == NULL)
        options->gcc = "gcc";
    if (!options->sites && !options->params && !options->locals)
        options->sites = options->params = options->locals = true;
    if (options->help)
        return 0;
    if (options->file_count == 0 && options->project == NULL)
        return escape_cannot("no C file given; `heapmark escape --help` tells more");
    for (size_t i = 0; i < options->file_count; i++)
        if (check_file(options->files[i]) != 0)
            return 2;
    options->whole_project = options->project != NULL && options->file_count == 0;
    return 0;
}
