/* command.c -- put a compiler's command line together; contract in command.h. */
#include "escape/base/command.h"

#include <stdbool.h>
#include <string.h>

#include "escape/base/flags.h"
#include "escape/base/words.h"

/* Beside a header clang's driver finds the one that gcc compiled before, which clang cannot read.
 * It does not look for it if the flag is passed on. */
static void add_include(struct escape_words *argv, const char *path)
{
    const char *const words[] = { "-Xclang", "-include", "-Xclang", path };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        escape_words_append(argv, words[i]);
}

/* Add the flags that are meant for this compiler. */
static void add_flags(struct escape_words *argv, const char *const *flags, size_t count, bool gcc)
{
    for (size_t i = 0; i < count; i++) {
        int drop = gcc ? escape_flags_only_clang(flags[i]) : escape_flags_only_gcc(flags[i]);
        if (drop > 0)
            i += (size_t)drop - 1;
        else if (!gcc && strcmp(flags[i], "-include") == 0 && i + 1 < count)
            add_include(argv, flags[++i]);
        else
            escape_words_append(argv, flags[i]);
    }
}

const char **escape_command(const struct escape_options *options, const char *compiler,
                            const char *const *flags, const char *file)
{
    struct escape_words argv = { 0 };
    const struct escape_unit *unit = escape_unit_of(options, file);
    bool gcc = compiler == options->gcc;
    escape_words_append(&argv, compiler);
    if (unit != NULL)
        add_flags(&argv, unit->flags, unit->count, gcc);
    add_flags(&argv, options->cflags, options->cflag_count, gcc);
    for (; *flags != NULL; flags++)
        escape_words_append(&argv, *flags);
    escape_words_append(&argv, file);
    escape_words_append(&argv, NULL);
    return argv.list;
}

/* True if the compiler names the flag between quotes, in a message about its command line. gcc may
 * write the quotes of UTF-8. "-mfloat-abi=" stands for the flag with any value. */
static bool is_refused(const char *flag, const char *errors)
{
    size_t length = strlen(flag), name = strcspn(flag, "=") + 1;
    for (const char *at = errors; (at = strstr(at, "error: ")) != NULL; at++) {
        const char *end = at + strcspn(at, "\n");
        for (const char *q = strchr(at, '-'); q != NULL && q < end; q = strchr(q + 1, '-')) {
            bool opened = q[-1] == '\'' || (unsigned char)q[-1] == 0x98;
            size_t size = strncmp(q, flag, length) == 0                  ? length
                          : name < length && strncmp(q, flag, name) == 0 ? name
                                                                         : 0;
            if (opened && size > 0 && (q[size] == '\'' || (unsigned char)q[size] == 0xE2))
                return true;
        }
    }
    return false;
}

const char **escape_command_without_refused(const char *const *args, const char *errors)
{
    struct escape_words argv = { 0 };
    size_t all = 0;
    for (; args[all] != NULL; all++)
        if (args[all][0] != '-' || strlen(args[all]) < 3 || !is_refused(args[all], errors))
            escape_words_append(&argv, args[all]);
    escape_words_append(&argv, NULL);
    return argv.count <= all ? argv.list : NULL;
}

void escape_command_wait(struct process_pool *pool, struct process_job *job)
{
    enum { TIMES = 4 };
    process_pool_wait(pool, job);
    for (int i = 0; i < TIMES && !process_job_succeeded(job); i++) {
        const char **args = escape_command_without_refused(job->args, job->err);
        if (args == NULL)
            return;
        process_jobs_done(job, 1);
        *job = (struct process_job){ .args = args };
        process_pool_add(pool, job);
        process_pool_wait(pool, job);
    }
}
