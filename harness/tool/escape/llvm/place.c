/* place.c -- debug locations, with files called what the command line calls them; contract in
 * program.h. clang splits a path into a directory and the rest as it likes; a message should name
 * the file as it was given, so that it can be clicked, compared and joined. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <llvm-c/DebugInfo.h>

#include "escape/base/arena.h"
#include "escape/llvm/program.h"

struct spelling {
    const char *directory, *file; /* as in the debug information */
    const char *name;             /* as in our messages */
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

static const char *name_of_file(const char *directory, const char *file)
{
    for (struct spelling *s = spellings; s != NULL; s = s->next)
        if (strcmp(s->file, file) == 0 && strcmp(s->directory, directory) == 0)
            return s->name;
    struct spelling *fresh = escape_arena_get(sizeof *fresh);
    *fresh = (struct spelling){ directory, file, spell(directory, file), spellings };
    spellings = fresh;
    return fresh->name;
}

static const char *copy_or_empty(const char *text, unsigned length)
{
    return escape_arena_copy(text != NULL ? text : "", text != NULL ? length : 0);
}

struct llvm_place llvm_place_of(LLVMValueRef instruction)
{
    struct llvm_place place = { .line = LLVMGetDebugLocLine(instruction),
                                .column = LLVMGetDebugLocColumn(instruction) };
    unsigned length = 0, directory_length = 0;
    const char *file = LLVMGetDebugLocFilename(instruction, &length);
    const char *directory = LLVMGetDebugLocDirectory(instruction, &directory_length);
    if (place.line == 0) /* a place the compiler made up is none */
        return (struct llvm_place){ 0 };
    if (file != NULL && length > 0)
        place.file =
            name_of_file(copy_or_empty(directory, directory_length), copy_or_empty(file, length));
    return place;
}

struct llvm_place llvm_place_of_function(LLVMValueRef function)
{
    LLVMMetadataRef subprogram = LLVMGetSubprogram(function);
    LLVMMetadataRef file = subprogram != NULL ? LLVMDIScopeGetFile(subprogram) : NULL;
    struct llvm_place place = { 0 };
    if (file == NULL)
        return place;
    unsigned length = 0, directory_length = 0;
    const char *name = LLVMDIFileGetFilename(file, &length);
    const char *directory = LLVMDIFileGetDirectory(file, &directory_length);
    place.line = LLVMDISubprogramGetLine(subprogram);
    if (name != NULL && length > 0)
        place.file =
            name_of_file(copy_or_empty(directory, directory_length), copy_or_empty(name, length));
    return place;
}
