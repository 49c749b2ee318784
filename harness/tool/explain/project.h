/* project.h -- a whole project: what `heapmark escape` proves of each site, what a run saw there,
 * the count of another run, and where they disagree. */
#ifndef HM_EXPLAIN_PROJECT_H
#define HM_EXPLAIN_PROJECT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* How the two witnesses of a site go together, the first one the most urgent. */
enum explain_accord {
    EXPLAIN_CONTRADICTED, /* proven to stay, and seen to leave: one of the two is wrong */
    EXPLAIN_BOTH_LEAVE,
    EXPLAIN_ONLY_SEEN, /* stayed in this run, and the proof stopped at a use */
    EXPLAIN_BOTH_STAY,
    EXPLAIN_NOT_JUDGED, /* run, and not among the sites that were judged */
    EXPLAIN_NOT_TOLD,   /* run, and the run does not say what became of the blocks */
    EXPLAIN_NOT_RUN,
    EXPLAIN_ACCORDS
};

struct explain_row {
    const json_t *said, *seen; /* a site of escape's and of trace's; one of them may be NULL */
    enum explain_accord accord;
    json_int_t blocks; /* made here or, with seen NULL, inside what is called here */
    json_int_t bytes;
    json_int_t stackable; /* blocks that could have lived on a stack */
    bool again;           /* a function only passes them on, and they are those of its callers */
};

struct explain_project {
    const char *folder;             /* of compile_commands.json */
    json_t *escape, *trace, *count; /* what the three verbs wrote; count may be NULL */
    json_t *inner; /* the trace with the blocks at the innermost call; NULL: it is no other */
    json_int_t allocs, alloc_bytes, followed; /* counted; and blocks and reallocs of all sites */
    struct explain_row *rows;                 /* what is most worth a look first */
    size_t n_rows, rows_cap, of[EXPLAIN_ACCORDS];
    bool unrelated; /* no site that ran is in a file of the project */
};

/* The verb with -p DIR, without these two words. Returns its exit status. */
int explain_project(int argc, char **argv, const char *folder);

/* Fill in all but the first line of members, from the three documents. */
void explain_project_join(struct explain_project *p);

/* The first `top` rows; the rest is summed. */
void explain_project_text(FILE *to, const struct explain_project *p, size_t top);
/* All rows (heapmark.explain-project/1). False with errno if it could not be written. */
bool explain_project_json(FILE *to, const struct explain_project *p);

#endif
