/* stacks.c -- the writers of call stacks by name. */
#include "formats/stacks.h"

#include <string.h>

static const struct {
    const char *name;
    formats_writer *write;
} writers[] = {
    { "dhat", formats_dhat },
    { "pprof", formats_pprof },
    { "folded", formats_folded },
};

formats_writer *formats_stack_writer(const char *name)
{
    for (size_t i = 0; i < sizeof writers / sizeof writers[0]; i++)
        if (strcmp(writers[i].name, name) == 0)
            return writers[i].write;
    return NULL;
}
