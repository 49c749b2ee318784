/* explain.c -- are the three lines of the notes there, and is the observed number the measured one?
 */
#include "grade/explain.h"

#include "exercise/notes.h"

enum { NOTES_MAX = 16 * 1024 };

static bool note_observed(struct grade_job *job, const struct exercise_notes *notes, bool present)
{
    const char *id = "what was observed is what was measured", *name = job->exercise->name;
    long measured = job->grade->allocs_per_op;
    if (!present)
        return grade_note(job, GRADE_KIND_EXPLAIN, false, id, "it needs the three lines of %s.txt",
                          name);
    if (measured < 0)
        return grade_note(job, GRADE_KIND_EXPLAIN, false, id, "allocs/op was not measured");
    if (notes->observed != measured)
        return grade_note(job, GRADE_KIND_EXPLAIN, false, id,
                          "%s.txt says %ld, and %ld allocs/op were measured", name, notes->observed,
                          measured);
    return grade_note(job, GRADE_KIND_EXPLAIN, true, id, "%s", "");
}

void grade_explain(struct grade_job *job, const char *path)
{
    static const char id[] = "predicted, observed and because are noted";
    char text[NOTES_MAX], missing[128];
    const char *why = "";
    ssize_t n = grade_read_plain(job, path, text, NOTES_MAX - 1, &why);
    text[n > 0 ? n : 0] = '\0';
    exercise_notes_narrow(text, (size_t)(n > 0 ? n : 0));
    struct exercise_notes notes = exercise_notes_read(text);
    bool present = !exercise_notes_missing(&notes, missing, sizeof missing);
    if (!present)
        grade_note(job, GRADE_KIND_EXPLAIN, false, id, "%s.txt: %s%sexpected, a line each:%s",
                   job->exercise->name, why, n >= 0 ? "" : "; ", missing);
    else
        grade_note(job, GRADE_KIND_EXPLAIN, true, id, "%s", "");
    job->grade->predicted = notes.predicted;
    job->grade->observed = notes.observed;
    bool equal = note_observed(job, &notes, present);
    job->grade->score[GRADE_KIND_EXPLAIN] = present + equal;
}
