/* dump.c -- the calls left in gcc's dump of the optimised statements; contract in dump.h. */
#include "escape/dump.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "escape/base/arena.h"

enum { RECENT = 8 };

struct piece {
    const char *at, *end;
};

struct reader {
    struct escape_o2 *o2;
    const char *const *symbols;
    const char *files[RECENT]; /* of the last statements that changed the file */
    unsigned next;
};

/* Read the escape sequence of one byte: a letter, or octal digits. Returns its length. */
static size_t unescape(const char *text, size_t length, char *byte)
{
    static const char letters[] = "bfnrt", bytes[] = "\b\f\n\r\t";
    unsigned value = 0;
    size_t digits = 0;
    for (; digits < 3 && digits < length && text[digits] >= '0' && text[digits] <= '7'; digits++)
        value = value * 8 + (unsigned)(text[digits] - '0');
    const char *letter = digits == 0 && text[0] != '\0' ? strchr(letters, text[0]) : NULL;
    *byte = digits > 0 ? (char)value : letter != NULL ? bytes[letter - letters] : text[0];
    return digits > 0 ? digits : 1;
}

/* The string between quotes in a line of assembly, NULL if it has none. */
static const char *quoted(struct piece line)
{
    const char *at = memchr(line.at, '"', (size_t)(line.end - line.at));
    if (at == NULL)
        return NULL;
    char *name = escape_arena_get((size_t)(line.end - at));
    size_t size = 0;
    for (at++; at < line.end && *at != '"'; at++) {
        char byte = *at;
        if (byte == '\\' && at + 1 < line.end)
            at += unescape(at + 1, (size_t)(line.end - at - 1), &byte);
        name[size++] = byte;
    }
    return at < line.end ? name : NULL;
}

/* What is not a function is written as assembly: the name of the source first, gcc's own last. */
static void read_directive(struct reader *reader, struct piece line)
{
    if (strncmp(line.at, ".file", 5) == 0) {
        const char *name = quoted(line);
        if (name != NULL)
            escape_o2_add_file(reader->o2, name);
    } else if (strncmp(line.at, ".ident", 6) == 0) {
        const char *version = escape_o2_version(quoted(line));
        if (version != NULL && strncmp(version, "gcc ", 4) == 0)
            reader->o2->version = version;
    }
}

static const char *digits_before(const char *end, const char *start)
{
    while (end > start && isdigit((unsigned char)end[-1]))
        end--;
    return end;
}

/* In "[FILE:LINE:COLUMN" or "[FILE:LINE:COLUMN discrim NUMBER" (up to `end`) the place; false if
 * it is neither. FILE may have any bytes. *name is FILE, empty if the place is not known. */
static bool read_place(const char *start, const char *end, struct piece *name,
                       struct escape_place *place)
{
    static const char discrim[] = " discrim ";
    const size_t length = sizeof discrim - 1;
    const char *digits = digits_before(end, start);
    if ((size_t)(digits - start) > length && strncmp(digits - length, discrim, length) == 0) {
        end = digits - length;
        digits = digits_before(end, start);
    }
    const char *column = digits;
    if (column == end || column[-1] != ':')
        return false;
    const char *line = digits_before(column - 1, start);
    if (line == column - 1 || (line[-1] != ':' && line[-1] != '['))
        return false;
    *name = (struct piece){ start + 1, line - 1 > start ? line - 1 : start + 1 };
    place->line = (unsigned)strtoul(line, NULL, 10);
    place->column = (unsigned)strtoul(column, NULL, 10);
    return true;
}

/* Take a place in brackets, with the blank after it, from the beginning of a text. */
static bool take_place(struct piece *text, struct piece *name, struct escape_place *place)
{
    if (text->at == text->end || *text->at != '[')
        return false;
    for (const char *c = text->at + 1; c + 1 < text->end; c++)
        if (c[0] == ']' && c[1] == ' ' && read_place(text->at, c, name, place)) {
            text->at = c + 2;
            return true;
        }
    return false;
}

/* Take the left side of an assignment from a statement. A string is never on it. */
static void take_left_side(struct piece *text)
{
    for (const char *c = text->at; c + 3 <= text->end && *c != '"'; c++)
        if (memcmp(c, " = ", 3) == 0) {
            text->at = c + 3;
            return;
        }
}

static bool in_symbol(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '.' || c == '$';
}

/* The one of the symbols that the text calls: "malloc (8); [tail call]". With '*' gcc marks a name
 * that the source gave the function by asm("NAME"). */
static const char *called(const struct reader *reader, struct piece text)
{
    if (text.at < text.end && *text.at == '*')
        text.at++;
    const char *end = text.at;
    while (end < text.end && in_symbol(*end))
        end++;
    size_t length = (size_t)(end - text.at);
    if (length == 0 || text.end - end < 2 || memcmp(end, " (", 2) != 0)
        return NULL;
    for (const char *const *symbol = reader->symbols; *symbol != NULL; symbol++)
        if (strncmp(text.at, *symbol, length) == 0 && (*symbol)[length] == '\0')
            return *symbol;
    return NULL;
}

static const char *file_named(struct reader *reader, struct piece name)
{
    size_t length = (size_t)(name.end - name.at);
    if (length == 0)
        return NULL;
    for (unsigned i = 0; i < RECENT; i++) {
        const char *file = reader->files[i];
        if (file != NULL && strncmp(file, name.at, length) == 0 && file[length] == '\0')
            return file;
    }
    const char *file = escape_arena_copy(name.at, length);
    escape_o2_add_file(reader->o2, file);
    return reader->files[reader->next++ % RECENT] = file;
}

static void read_statement(struct reader *reader, struct piece text)
{
    struct escape_place place = { 0 }, ignored;
    struct piece name = { 0 }, no_name;
    if (take_place(&text, &name, &place))
        place.file = file_named(reader, name);
    while (take_place(&text, &no_name, &ignored))
        continue;
    take_left_side(&text);
    const char *symbol = called(reader, text);
    if (symbol != NULL)
        escape_o2_add_call(reader->o2, place, symbol);
}

void escape_dump_read(const char *text, const char *const *symbols, struct escape_o2 *o2)
{
    struct reader reader = { .o2 = o2, .symbols = symbols };
    o2->version = NULL;
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        struct piece line = { text, text + length };
        while (line.at < line.end && (*line.at == ' ' || *line.at == '\t'))
            line.at++;
        if (line.at > text && *line.at == '.')
            read_directive(&reader, line);
        else if (line.at > text)
            read_statement(&reader, line);
        text = line.end + (*line.end != '\0');
    }
}
