/* place.c -- debug locations, and the spelling of file names; contract in place.h. */
#include "escape/llvm/place.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <llvm-c/DebugInfo.h>

#include "escape/base/arena.h"

struct spelling {
    const char *directory, *file; /* as in the debug information */
    const char *name;             /* as messages spell it */
    struct spelling *next;
};

static const struct escape_options *options;
static struct spelling *spellings;

void llvm_places_begin(const struct escape_options *asked)
{
    options = asked;
    spellings = NULL;
}

static const char *spell(const char *directory, const char *file)
{
    char real[PATH_MAX], given[PATH_MAX], here[PATH_MAX];
    const char *full = file[0] == '/' || directory[0] == '\0'
                           ? file
                           : escape_arena_format("%s/%s", directory, file);
    if (realpath(full, real) == NULL)
        return full;
    for (size_t i = 0; i < options->file_count; i++)
        if (realpath(options->files[i], given) != NULL && strcmp(given, real) == 0)
            return options->files[i];
    size_t length = getcwd(here, sizeof here) != NULL ? strlen(here) : 0;
    if (length > 0 && strncmp(real, here, length) == 0 && real[length] == '/')
        return escape_arena_copy(real + length + 1, strlen(real + length + 1));
    return escape_arena_copy(real, strlen(real));
}

static const char *copy(const char *text, unsigned length)
{
    return escape_arena_copy(text != NULL ? text : "", text != NULL ? length : 0);
}

/* The name of a file for messages, NULL when the debug information has none. */
static const char *name_of_file(const char *raw_directory, unsigned directory_length,
                                const char *raw_file, unsigned file_length)
{
    if (raw_file == NULL || file_length == 0)
        return NULL;
    const char *directory = copy(raw_directory, directory_length);
    const char *file = copy(raw_file, file_length);
    for (struct spelling *s = spellings; s != NULL; s = s->next)
        if (strcmp(s->file, file) == 0 && strcmp(s->directory, directory) == 0)
            return s->name;
    struct spelling *fresh = escape_arena_get(sizeof *fresh);
    *fresh = (struct spelling){ directory, file, spell(directory, file), spellings };
    spellings = fresh;
    return fresh->name;
}

struct escape_place llvm_place_of(LLVMValueRef instruction)
{
    unsigned line = LLVMGetDebugLocLine(instruction), length = 0, directory_length = 0;
    if (line == 0)
        return (struct escape_place){ 0 };
    const char *file = LLVMGetDebugLocFilename(instruction, &length);
    const char *directory = LLVMGetDebugLocDirectory(instruction, &directory_length);
    return (struct escape_place){ name_of_file(directory, directory_length, file, length), line,
                                  LLVMGetDebugLocColumn(instruction) };
}

struct escape_place llvm_place_of_function(LLVMValueRef function)
{
    LLVMMetadataRef subprogram = LLVMGetSubprogram(function);
    LLVMMetadataRef file = subprogram != NULL ? LLVMDIScopeGetFile(subprogram) : NULL;
    if (file == NULL)
        return (struct escape_place){ 0 };
    unsigned length = 0, directory_length = 0;
    const char *name = LLVMDIFileGetFilename(file, &length);
    const char *directory = LLVMDIFileGetDirectory(file, &directory_length);
    return (struct escape_place){ name_of_file(directory, directory_length, name, length),
                                  LLVMDISubprogramGetLine(subprogram), 0 };
}
