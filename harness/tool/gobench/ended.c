/* ended.c -- what says that a run ended early: Go's runtime and package testing, C's library and
 * the sanitizers, and what started the program. */
#include <ctype.h>
#include <string.h>

#include "gobench/line.h"

static bool ends(struct gobench_span text, const char *with)
{
    size_t len = strlen(with);
    return text.len >= len && memcmp(text.s + text.len - len, with, len) == 0;
}

static bool has(struct gobench_span text, const char *word)
{
    return memmem(text.s, text.len, word, strlen(word)) != NULL;
}

/* What package testing says about itself is an error, but for its warnings. */
static bool testing_stopped(struct gobench_span text)
{
    return gobench_starts(text, "testing: ") && !gobench_starts(text, "testing: warning: ") &&
           !has(text, " left GOMAXPROCS set to ");
}

/* Panics and fatal errors of the runtime, signals, time-outs, the exit status, FAIL with the name
 * of the package or of a build that failed; what heapmark's runner says when it is told to stop. */
static bool of_go(struct gobench_span text)
{
    static const char *const beginnings[] = {
        "panic: ",     "fatal error: ", "signal: ",  "SIGABRT: ", "SIGBUS: ",  "SIGFPE: ",
        "SIGILL: ",    "SIGQUIT: ",     "SIGSEGV: ", "SIGSYS: ",  "SIGTERM: ", "SIGTRAP: ",
        "[signal SIG", "exit status ",  "*** Test ", "FAIL\t",    "FAIL ",     "heapmark: stopped "
    };
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++)
        if (gobench_starts(text, beginnings[i]))
            return true;
    return (text.len == strlen("FAIL") && gobench_starts(text, "FAIL")) || testing_stopped(text);
}

/* "==1==ERROR: AddressSanitizer: ...", "==1== Process terminating with ..." of Valgrind. */
static bool of_checker(struct gobench_span text)
{
    size_t at = 2;
    if (!gobench_starts(text, "=="))
        return false;
    while (at < text.len && isdigit((unsigned char)text.s[at]))
        at++;
    struct gobench_span rest = { text.s + at, text.len - at };
    return at > 2 && (gobench_starts(rest, "==ERROR: ") ||
                      gobench_starts(rest, "== Process terminating with "));
}

/* A failed assertion, an exception that is not caught, a heap that glibc finds broken. */
static bool of_c(struct gobench_span text)
{
    static const char *const beginnings[] = { "terminate called ",
                                              "*** stack smashing detected ***",
                                              "*** buffer overflow detected ***",
                                              "double free or corruption (",
                                              "corrupted size vs. prev_size",
                                              "corrupted double-linked list",
                                              "munmap_chunk(): ",
                                              "free(): ",
                                              "malloc(): ",
                                              "realloc(): " };
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++)
        if (gobench_starts(text, beginnings[i]))
            return true;
    return of_checker(text) || (has(text, ": Assertion `") && ends(text, "' failed."));
}

/* "Killed", what strsignal() has of a signal, alone or before the words of a command. */
static bool of_signal(struct gobench_span text, bool alone)
{
    static const char *const words[] = { "Segmentation fault",
                                         "Aborted",
                                         "Killed",
                                         "Terminated",
                                         "Bus error",
                                         "Illegal instruction",
                                         "Floating point exception" };
    static const char dumped[] = " (core dumped)";
    if (alone && ends(text, dumped))
        text.len -= strlen(dumped);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (gobench_starts(text, words[i]) && (!alone || text.len == strlen(words[i])))
            return true;
    return false;
}

/* "./x.sh: line 3: 1234 Killed   ./bench" */
static bool of_script(struct gobench_span text)
{
    const char *line = memmem(text.s, text.len, ": line ", 7);
    if (line == NULL)
        return false;
    struct gobench_span rest = { line + 7, (size_t)(text.s + text.len - line - 7) };
    struct gobench_span number = gobench_next_field(&rest), process = gobench_next_field(&rest);
    while (rest.len > 0 && rest.s[0] == ' ') {
        rest.s++;
        rest.len--;
    }
    return number.len > 1 && isdigit((unsigned char)number.s[0]) &&
           number.s[number.len - 1] == ':' && process.len > 0 &&
           isdigit((unsigned char)process.s[0]) && of_signal(rest, false);
}

/* make, GNU time and shells, of the program that they started. */
static bool of_starter(struct gobench_span text)
{
    if (gobench_starts(text, "make: *** ") ||
        (gobench_starts(text, "make[") && has(text, "]: *** ")))
        return !ends(text, " (ignored)");
    return gobench_starts(text, "*** Error code ") ||
           gobench_starts(text, "ninja: build stopped") ||
           gobench_starts(text, "Command terminated by signal ") ||
           gobench_starts(text, "Command exited with non-zero status ") || of_signal(text, true) ||
           of_script(text);
}

bool gobench_ended(struct gobench_span text)
{
    return of_go(text) || of_c(text) || of_starter(text);
}
