/* option.c -- a command line against a table of options; contract in option.h. */
#include "cli/option.h"

#include <stdio.h>
#include <string.h>

#include "cli/verb.h"

/* The option of that name, or the only one whose name begins so. */
static const struct cli_option *find(const struct cli_option *options, const char *name,
                                     size_t length, bool whole)
{
    const struct cli_option *found = NULL;
    size_t begin_so = 0;
    for (const struct cli_option *o = options; o->name != NULL; o++) {
        if (strncmp(o->name, name, length) != 0)
            continue;
        if (o->name[length] == '\0')
            return o;
        found = o;
        begin_so++;
    }
    return begin_so == 1 && !whole ? found : NULL;
}

enum cli_taken cli_option_take(const struct cli_option *options, const char *arg, const char **next)
{
    if (arg[1] != '-')
        return arg[1] == 'h' ? CLI_HELP : CLI_UNKNOWN;
    const char *name = arg + 2;
    size_t length = strcspn(name, "=");
    const char *value = name[length] == '=' ? name + length + 1 : NULL;
    const struct cli_option *o = find(options, name, length, next == NULL);
    if (o == NULL)
        return CLI_UNKNOWN;
    if (value != NULL && o->value == CLI_NO_VALUE)
        return CLI_TAKES_NO_VALUE;
    if (value != NULL && *value == '\0' && next == NULL)
        return CLI_WANTS_VALUE;
    if (value == NULL && o->value == CLI_VALUE) {
        if (next == NULL || *next == NULL)
            return CLI_WANTS_VALUE;
        value = *next;
        *next = NULL;
    }
    if (o->flag != NULL)
        *o->flag = true;
    if (o->text != NULL)
        *o->text = value;
    if (o->take != NULL)
        return o->take(o->ctx, value) ? CLI_TAKEN : CLI_WRONG_VALUE;
    return o->flag != NULL || o->text != NULL ? CLI_TAKEN : CLI_HELP;
}

static void say(const char *verb, enum cli_taken taken, const char *arg)
{
    int name = (int)strcspn(arg, "=");
    fprintf(stderr, "heapmark %s: ", verb);
    if (taken == CLI_UNKNOWN)
        fprintf(stderr, "no such option: %.*s", arg[1] == '-' ? (int)strlen(arg) : 2, arg);
    else
        fprintf(stderr, "%.*s %s value", name, arg,
                taken == CLI_WANTS_VALUE ? "wants a" : "takes no");
    fprintf(stderr, "; `heapmark %s --help` tells more\n", verb);
}

int cli_parse(int *argc, char ***argv, const struct cli_option *options, enum cli_order order,
              const char *help)
{
    char **args = *argv;
    int operands = 0, i = 1;
    for (; i < *argc && args[i] != NULL; i++) {
        if (args[i][0] != '-' || args[i][1] == '\0') {
            if (order == CLI_OPERANDS_LAST)
                break;
            args[1 + operands++] = args[i];
            continue;
        }
        if (strcmp(args[i], "--") == 0) {
            i++;
            break;
        }
        const char *next = args[i + 1];
        enum cli_taken taken = cli_option_take(options, args[i], &next);
        if (taken == CLI_HELP) {
            fputs(help, stdout);
            return HM_EXIT_OK;
        }
        if (taken != CLI_TAKEN) {
            if (taken != CLI_WRONG_VALUE)
                say(args[0], taken, args[i]);
            return HM_EXIT_USAGE;
        }
        i += args[i + 1] != NULL && next == NULL;
    }
    for (; i < *argc; i++)
        args[1 + operands++] = args[i];
    args[1 + operands] = NULL;
    *argc = operands;
    *argv = args + 1;
    return CLI_GO_ON;
}
