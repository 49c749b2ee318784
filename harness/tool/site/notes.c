/* notes.c -- what is known of the lines of a source: blocks of a run, messages of Go. */
#include "site/notes.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/error.h"
#include "cli/xalloc.h"
#include "go_m/line.h"
#include "site/trace.h"

void site_notes_done(struct site_notes *notes)
{
    for (size_t i = 0; i < notes->n; i++) {
        free(notes->notes[i].file);
        free(notes->notes[i].badge);
        free(notes->notes[i].text);
    }
    free(notes->notes);
    *notes = (struct site_notes){ 0 };
}

static void add(struct site_notes *notes, struct site_note note)
{
    const struct site_note *old = NULL;
    while ((old = site_notes_of(notes, note.file, note.line, old != NULL ? old + 1 : NULL)) != NULL)
        if (strcmp(old->text, note.text) == 0) {
            free(note.file);
            free(note.badge);
            free(note.text);
            return;
        }
    *XPUSH(notes->notes, notes->n, notes->cap) = note;
}

const struct site_note *site_notes_of(const struct site_notes *notes, const char *file,
                                      unsigned line, const struct site_note *from)
{
    for (size_t i = from != NULL ? (size_t)(from - notes->notes) : 0; i < notes->n; i++)
        if (notes->notes[i].line == line && strcmp(notes->notes[i].file, file) == 0)
            return &notes->notes[i];
    return NULL;
}

/* "1 x 24 B": of each operation, if every operation made as many blocks; else of the whole run. */
static char *badge(uint64_t blocks, uint64_t bytes, unsigned ops)
{
    if (blocks % ops == 0 && bytes % blocks == 0)
        return xprintf("%" PRIu64 " × %" PRIu64 " B", blocks / ops, bytes / blocks);
    return xprintf("%" PRIu64 " in all", blocks);
}

static void site_of_trace(struct site_notes *notes, const json_t *site, unsigned ops)
{
    const char *file = json_string_value(json_object_get(site, "file"));
    const char *text = json_string_value(json_object_get(site, "text"));
    json_int_t line = json_integer_value(json_object_get(site, "line"));
    json_int_t blocks = json_integer_value(json_object_get(site, "blocks"));
    json_int_t bytes = json_integer_value(json_object_get(site, "bytes"));
    if (file == NULL || text == NULL || line <= 0 || blocks <= 0)
        return;
    add(notes, (struct site_note){ .file = xprintf("%s", file),
                                   .line = (unsigned)line,
                                   .badge = badge((uint64_t)blocks, (uint64_t)bytes, ops),
                                   .text = xprintf("%s", text),
                                   .heap = true });
}

bool site_notes_trace(struct site_notes *notes, const char *path, unsigned ops)
{
    json_t *root, *site;
    size_t i;
    if (!site_trace_load(path, &root))
        return false;
    json_array_foreach(json_object_get(root, "sites"), i, site) site_of_trace(notes, site, ops);
    json_decref(root);
    return true;
}

static bool says_heap(enum go_m_kind kind)
{
    return kind == GO_M_ESCAPES || kind == GO_M_MOVED;
}

bool site_notes_go(struct site_notes *notes, const char *path, const char *folder)
{
    FILE *in = fopen(path, "r");
    if (in == NULL)
        return errno == ENOENT || cli_error("%s: %s", path, strerror(errno)) == 0;
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, in) >= 0) {
        struct go_m_place place;
        const char *message;
        line[strcspn(line, "\r\n")] = '\0';
        if (!go_m_split(line, &place, &message) || place.line == 0)
            continue;
        struct go_m_line said = go_m_classify(message);
        if (said.kind > GO_M_ZERO_COPY || said.explains)
            continue;
        const char *name = place.file.at;
        size_t length = place.file.len;
        if (length > 2 && strncmp(name, "./", 2) == 0)
            name += 2, length -= 2;
        add(notes, (struct site_note){ .file = xprintf("%s/%.*s", folder, (int)length, name),
                                       .line = place.line,
                                       .text = xprintf("%s", message),
                                       .heap = says_heap(said.kind) });
    }
    free(line);
    fclose(in);
    return true;
}
