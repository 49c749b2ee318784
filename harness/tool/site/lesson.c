/* lesson.c -- a lesson's page: its text, joined with what was measured. */
#include "site/lesson.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/xalloc.h"
#include "site/listing.h"
#include "site/steps.h"
#include "site/trace.h"
#include "text/write.h"

static char *below(const char *folder, const char *name)
{
    return xprintf("%s/%s", folder, name);
}

static void read_notes(struct site_lesson *lesson)
{
    char *trace = below(lesson->data, "trace.json"), *go = below(lesson->data, "go.m2"),
         *twin = below(lesson->folder, "go");
    if (!site_notes_trace(&lesson->notes, trace, SITE_OPS) ||
        !site_notes_go(&lesson->notes, go, twin))
        lesson->damaged = true;
    free(trace);
    free(go);
    free(twin);
}

/* docs/lessons/01-frames.md is about demos/01_frames. */
void site_lesson_open(struct site_lesson *lesson, const char *root, const char *data,
                      const char *source)
{
    static const char place[] = "docs/lessons/";
    *lesson = (struct site_lesson){ .root = root };
    if (strncmp(source, place, sizeof place - 1) != 0)
        return;
    char *name = xstrndup(source + sizeof place - 1, strlen(source) - (sizeof place - 1) - 3);
    for (char *s = name; *s != '\0'; s++)
        if (*s == '-')
            *s = '_';
    lesson->folder = xprintf("demos/%s", name);
    lesson->data = below(data, name);
    free(name);
    read_notes(lesson);
}

void site_lesson_done(struct site_lesson *lesson)
{
    for (size_t i = 0; i < lesson->n_shown; i++)
        free(lesson->shown[i]);
    free(lesson->shown);
    free(lesson->folder);
    free(lesson->data);
    site_notes_done(&lesson->notes);
}

bool site_lesson_pair(struct site_lesson *lesson, FILE *to, const char *left, const char *right)
{
    if (!site_listing_pair(to, lesson->root, left, right, &lesson->notes))
        return false;
    *XPUSH(lesson->shown, lesson->n_shown, lesson->shown_cap) = xprintf("%s", left);
    return true;
}

static bool was_shown(const struct site_lesson *lesson, const char *left)
{
    for (size_t i = 0; i < lesson->n_shown; i++)
        if (strcmp(lesson->shown[i], left) == 0)
            return true;
    return false;
}

/* NAME_boxed.c of the lesson beside NAME_stack.c, where the text has not shown them. */
static void other_pairs(struct site_lesson *lesson, FILE *to)
{
    char *pattern = xprintf("%s/%s/*boxed.c", lesson->root, lesson->folder);
    glob_t found;
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++) {
            const char *left = found.gl_pathv[i] + strlen(lesson->root) + 1;
            char *right = xprintf("%.*sstack.c", (int)strlen(left) - 7, left);
            char *path = below(lesson->root, right);
            struct stat st;
            if (!was_shown(lesson, left) && stat(path, &st) == 0) {
                fputs("<details class=\"more\"><summary>", to);
                text_markup(to, strrchr(left, '/') + 1);
                fputs("</summary>\n", to);
                site_lesson_pair(lesson, to, left, right);
                fputs("</details>\n", to);
            }
            free(path);
            free(right);
        }
    globfree(&found);
    free(pattern);
}

static char *first_line(const char *path, const char *start)
{
    FILE *in = fopen(path, "r");
    char *line = NULL, *found = NULL;
    size_t room = 0;
    while (in != NULL && found == NULL && getline(&line, &room, in) >= 0)
        if (strncmp(line, start, strlen(start)) == 0)
            found = xprintf("%.*s", (int)strcspn(line, "\n") - (int)strlen(start),
                            line + strlen(start));
    free(line);
    if (in != NULL)
        fclose(in);
    return found;
}

static void twin(struct site_lesson *lesson, FILE *to)
{
    char *left = xprintf("%s/go/boxed.go", lesson->folder),
         *right = xprintf("%s/go/stack.go", lesson->folder), *m = below(lesson->data, "go.m2");
    char *version = first_line(m, "go: "), *source = first_line(m, "source: ");
    struct cli_text pair = { 0 };
    FILE *into = xtext_open(&pair);
    bool ok = site_lesson_pair(lesson, into, left, right);
    fclose(into);
    if (ok) {
        fputs("<h3>Go's twin, with what <code>-m</code> says of each line</h3>\n<p>", to);
        if (version != NULL) {
            text_markup(to, version);
            fputs(source != NULL && strcmp(source, "recorded") == 0 ? ", as recorded.</p>\n"
                                                                    : ", now.</p>\n",
                  to);
        } else
            fputs("What Go says is missing: there is neither a Go nor a record of it.</p>\n", to);
        fwrite(pair.bytes, 1, pair.length, to);
    }
    free(pair.bytes);
    free(version);
    free(source);
    free(left);
    free(right);
    free(m);
}

static void steps(struct site_lesson *lesson, FILE *to)
{
    char *boxed_path = below(lesson->data, "boxed.json"),
         *stack_path = below(lesson->data, "stack.json");
    json_t *boxed, *stack;
    bool read = site_trace_load(boxed_path, &boxed);
    read = site_trace_load(stack_path, &stack) && read;
    lesson->damaged = lesson->damaged || !read;
    struct site_steps joined;
    fputs("<h3>One operation, step by step</h3>\n", to);
    if (site_steps_join(&joined, boxed, stack))
        site_steps_write(to, &joined);
    else
        fputs("<p class=\"missing\">There are no steps to show: this lesson was not traced.</p>\n",
              to);
    site_steps_done(&joined);
    json_decref(boxed);
    json_decref(stack);
    free(boxed_path);
    free(stack_path);
}

static time_t changed(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 ? st.st_mtime : 0;
}

/* Sources that changed after the run have other lines than the notes are about. */
static void age(struct site_lesson *lesson, FILE *to)
{
    char *trace = below(lesson->data, "trace.json"),
         *pattern = xprintf("%s/%s/*.[ch]", lesson->root, lesson->folder);
    time_t measured = changed(trace);
    glob_t found;
    if (measured != 0 && glob(pattern, 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++)
            if (changed(found.gl_pathv[i]) > measured) {
                fputs("<p class=\"missing\">", to);
                text_markup(to, found.gl_pathv[i] + strlen(lesson->root) + 1);
                fputs(" changed since the run: notes may stand at the wrong lines.</p>\n", to);
            }
        globfree(&found);
    } else if (measured == 0)
        fputs("<p class=\"missing\">This lesson was not run for this site: its lines have no "
              "counts.</p>\n",
              to);
    free(trace);
    free(pattern);
}

typedef void part_writer(struct site_lesson *lesson, FILE *to);

/* Write html up to the heading with that anchor, and then the part. Returns what is left of html:
 * all of it, and nothing is written, if there is no such heading. */
static const char *up_to(struct site_lesson *lesson, FILE *to, const char *html, const char *anchor,
                         part_writer *part)
{
    char *heading = xprintf("<h2 id=\"%s\">", anchor);
    const char *at = strstr(html, heading);
    free(heading);
    if (at == NULL)
        return html;
    fwrite(html, 1, (size_t)(at - html), to);
    part(lesson, to);
    return at;
}

static void about_the_pair(struct site_lesson *lesson, FILE *to)
{
    age(lesson, to);
    other_pairs(lesson, to);
    steps(lesson, to);
}

void site_lesson_write(struct site_lesson *lesson, FILE *to, const char *html)
{
    if (lesson->folder != NULL) {
        html = up_to(lesson, to, html, "the-pair", site_lesson_counts);
        html = up_to(lesson, to, html, "explain", about_the_pair);
        html = up_to(lesson, to, html, "the-c-idiom-and-its-trap", twin);
    }
    fputs(html, to);
}
