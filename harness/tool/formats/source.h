/* source.h -- lines of source files, for a report that shows them. */
#ifndef HM_FORMATS_SOURCE_H
#define HM_FORMATS_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct formats_source {
    char *file, *text; /* text NULL: it cannot be read */
    char **lines;
    size_t count;
    time_t changed;
};

/* Files that were read. All zero is empty and ready. */
struct formats_sources {
    struct formats_source *files;
    size_t count, room;
};

/* Line `line` of the file without the blanks around it; NULL: there is none. Borrowed. */
const char *formats_source_line(struct formats_sources *sources, const char *file, unsigned line);

/* The first file that was changed after `when`; NULL: none was. */
const char *formats_source_newer(const struct formats_sources *sources, time_t when);

void formats_sources_done(struct formats_sources *sources);

#endif
