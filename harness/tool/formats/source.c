/* source.c -- read each source file once; contract in source.h. */
#include "formats/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/xalloc.h"

enum { MOST_BYTES = 8 << 20 };

static void read_lines(struct formats_source *s)
{
    struct stat st;
    size_t room = 0;
    if (stat(s->file, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > MOST_BYTES)
        return;
    FILE *in = fopen(s->file, "r");
    if (in == NULL)
        return;
    s->changed = st.st_mtime;
    s->text = xzalloc((size_t)st.st_size + 1);
    s->text[fread(s->text, 1, (size_t)st.st_size, in)] = '\0';
    fclose(in);
    for (char *at = s->text; at != NULL;) {
        char *end = strchr(at, '\n');
        if (end != NULL)
            *end++ = '\0';
        *XPUSH(s->lines, s->count, room) = at;
        at = end;
    }
}

const char *formats_source_line(struct formats_sources *sources, const char *file, unsigned line)
{
    size_t i = 0;
    while (i < sources->count && strcmp(sources->files[i].file, file) != 0)
        i++;
    if (i == sources->count) {
        struct formats_source *s = XPUSH(sources->files, sources->count, sources->room);
        *s = (struct formats_source){ .file = xprintf("%s", file) };
        read_lines(s);
    }
    const struct formats_source *s = &sources->files[i];
    if (line == 0 || line > s->count)
        return NULL;
    const char *text = s->lines[line - 1];
    return text + strspn(text, " \t");
}

const char *formats_source_newer(const struct formats_sources *sources, time_t when)
{
    for (size_t i = 0; i < sources->count; i++)
        if (sources->files[i].text != NULL && sources->files[i].changed > when)
            return sources->files[i].file;
    return NULL;
}

void formats_sources_done(struct formats_sources *sources)
{
    for (size_t i = 0; i < sources->count; i++) {
        free(sources->files[i].file);
        free(sources->files[i].text);
        free(sources->files[i].lines);
    }
    free(sources->files);
    *sources = (struct formats_sources){ 0 };
}
