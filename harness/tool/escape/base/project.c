/* project.c -- read compile_commands.json, both of its forms; contract in project.h. */
#include "escape/base/project.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "escape/base/arena.h"
#include "escape/base/flags.h"
#include "escape/base/words.h"

/* Flags whose value is a path: the compiler here does not run in the folder of the project. */
static const char *const path_flags[] = { "-isystem", "-iquote", "-idirafter", "-include",
                                          "-imacros", "-I",      NULL };

static const char *const value_flags[] = { "-D",      "-U",        "-x",    "-Xclang",   "-target",
                                           "--param", "-isysroot", "-arch", "--sysroot", NULL };

static const char *starting(const char *const *names, const char *word)
{
    while (*names != NULL && strncmp(*names, word, strlen(*names)) != 0)
        names++;
    return *names;
}

/* Add words[i], a path flag `name`, with its path made absolute. Returns how many words it was. */
static size_t add_path(struct escape_unit *unit, const struct escape_words *words, size_t i,
                       const char *name, const char *folder)
{
    bool apart = words->list[i][strlen(name)] == '\0';
    if (apart && i + 1 == words->count)
        return 1;
    const char *path = apart ? words->list[i + 1] : words->list[i] + strlen(name);
    *ESCAPE_APPEND(unit->flags, unit->count, unit->room) = escape_arena_copy(name, strlen(name));
    *ESCAPE_APPEND(unit->flags, unit->count, unit->room) = escape_words_below(folder, path);
    return apart ? 2 : 1;
}

/* "-Xpreprocessor -DX" is -DX. So is "-Xclang -include" a flag that gcc knows too: CMake writes it
 * for headers that were compiled before, of which only the source is of use here. Of no use are the
 * flags of clang by which it writes, or reads what another clang wrote. */
static struct escape_words plain(const struct escape_words *words)
{
    struct escape_words left = { 0 };
    for (size_t i = 0; i < words->count; i++) {
        const char *word = words->list[i], *next = i + 1 < words->count ? words->list[i + 1] : "";
        bool passed_on = strcmp(word, "-Xclang") == 0;
        if (strcmp(word, "-Xpreprocessor") == 0)
            continue;
        int drop = passed_on ? escape_flags_to_drop(next) : 0;
        if (drop > 0)
            i += drop == 2 ? 3 : 1; /* with the -Xclang before the value */
        else if (passed_on && strcmp(next, "-include") == 0 && i + 3 < words->count) {
            escape_words_append(&left, next);
            escape_words_append(&left, words->list[i + 3]);
            i += 3;
        } else
            escape_words_append(&left, word);
    }
    return left;
}

/* What is not a flag is the compiler, what starts it, or a file. */
static void keep_flags(struct escape_unit *unit, const struct escape_words *all, const char *folder)
{
    const struct escape_words left = plain(all), *words = &left;
    for (size_t i = 0; i < words->count;) {
        const char *word = words->list[i];
        const char *path = starting(path_flags, word), *value = starting(value_flags, word);
        int drop = escape_flags_to_drop(word);
        if (word[0] != '-' || strcmp(word, "--") == 0) {
            i++;
        } else if (drop > 0) {
            i += (size_t)drop;
        } else if (path != NULL) {
            i += add_path(unit, words, i, path, folder);
        } else {
            bool apart = value != NULL && strcmp(value, word) == 0 && i + 1 < words->count;
            for (int n = 0; n <= apart; n++)
                *ESCAPE_APPEND(unit->flags, unit->count, unit->room) = words->list[i++];
        }
    }
}

/* As messages name it: from our working directory, if it is below. */
static const char *short_name(const char *path)
{
    char real[PATH_MAX], here[PATH_MAX];
    if (realpath(path, real) == NULL)
        return path;
    size_t length = getcwd(here, sizeof here) != NULL ? strlen(here) : 0;
    bool inside = length > 0 && strncmp(real, here, length) == 0 && real[length] == '/';
    const char *name = inside ? real + length + 1 : real;
    return escape_arena_copy(name, strlen(name));
}

static bool is_c(const char *name)
{
    size_t length = strlen(name);
    return length > 2 && strcmp(name + length - 2, ".c") == 0;
}

/* Is it a header that is compiled before others include it? */
static bool makes_header(const struct escape_words *words)
{
    bool header = false;
    for (size_t i = 0; i < words->count; i++)
        header = header || strcmp(words->list[i], "-xc-header") == 0 ||
                 (strcmp(words->list[i], "c-header") == 0 && i > 0 &&
                  strcmp(words->list[i - 1], "-x") == 0);
    return header;
}

/* One object of the list. False: it is not as the format says. */
static bool read_entry(struct escape_options *options, json_t *entry, const char *folder,
                       bool all_files)
{
    const char *file = json_string_value(json_object_get(entry, "file"));
    const char *directory = json_string_value(json_object_get(entry, "directory"));
    const char *command = json_string_value(json_object_get(entry, "command"));
    json_t *arguments = json_object_get(entry, "arguments"), *argument;
    struct escape_words words = { 0 };
    size_t i;
    if (file == NULL || (command == NULL && !json_is_array(arguments)))
        return false;
    if (!is_c(file))
        return true;
    directory = directory == NULL ? folder : escape_words_below(folder, directory);
    directory = escape_arena_copy(directory, strlen(directory));
    const char *name = short_name(escape_words_below(directory, file));
    if (all_files && access(name, R_OK) != 0) {
        escape_cannot("%s: passed over: no such file, though compile_commands.json names it", name);
        return true;
    }
    if (escape_unit_of(options, name) != NULL) /* built twice: the first one counts */
        return true;
    json_array_foreach(arguments, i, argument)
    {
        const char *text = json_string_value(argument);
        if (text == NULL)
            return false;
        escape_words_add(&words, escape_arena_copy(text, strlen(text)), directory);
    }
    if (!json_is_array(arguments))
        escape_words_split(&words, command, directory);
    if (makes_header(&words))
        return true;
    struct escape_unit *unit =
        ESCAPE_APPEND(options->units, options->unit_count, options->unit_room);
    *unit = (struct escape_unit){ .file = escape_arena_copy(name, strlen(name)) };
    keep_flags(unit, &words, directory);
    if (all_files)
        *ESCAPE_APPEND(options->files, options->file_count, options->file_room) = unit->file;
    return true;
}

int escape_project_read(struct escape_options *options)
{
    char real[PATH_MAX];
    const char *folder = options->project;
    if (folder == NULL)
        return 0;
    const char *path = escape_arena_format("%s/compile_commands.json", folder);
    json_error_t error;
    json_t *list = json_load_file(path, 0, &error), *entry;
    if (list == NULL && error.line <= 0)
        return escape_cannot("%s: cannot be read; cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON or bear "
                             "writes it",
                             path);
    if (list == NULL)
        return escape_cannot("%s:%d: expected JSON: %s", path, error.line, error.text);
    bool all_files = options->file_count == 0, good = json_is_array(list);
    size_t i = 0;
    if (realpath(folder, real) != NULL)
        folder = escape_arena_copy(real, strlen(real));
    for (; good && i < json_array_size(list); i++) {
        entry = json_array_get(list, i);
        good = read_entry(options, entry, folder, all_files);
    }
    json_decref(list);
    if (!good)
        return escape_cannot("%s: entry %zu has no \"file\" with \"arguments\" or \"command\"",
                             path, i);
    if (options->file_count == 0)
        return escape_cannot("%s: names no C file", path);
    return 0;
}
