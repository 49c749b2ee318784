/* steps.c -- the events of two traced runs, put in step: what a reader walks through. */
#include "site/steps.h"

#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "site/lines.h"
#include "text/write.h"

static const char *const kinds[] = { [SITE_ENTER] = "enter",
                                     [SITE_LEAVE] = "leave",
                                     [SITE_ALLOC] = "alloc",
                                     [SITE_REALLOC] = "realloc",
                                     [SITE_FREE] = "free" };

static const struct site_event *entry_of(const struct site_side *side, unsigned activation)
{
    for (size_t i = 0; i < side->n; i++)
        if (side->events[i].kind == SITE_ENTER && side->events[i].activation == activation)
            return &side->events[i];
    return NULL;
}

static bool kind_of(const json_t *event, enum site_event_kind *kind)
{
    const char *name = json_string_value(json_object_get(event, "kind"));
    for (*kind = SITE_ENTER; name != NULL && *kind <= SITE_FREE; ++*kind)
        if (strcmp(name, kinds[*kind]) == 0)
            return true;
    return false;
}

static unsigned number(const json_t *event, const char *key)
{
    return (unsigned)json_integer_value(json_object_get(event, key));
}

static void take(struct site_side *side, const json_t *json)
{
    struct site_event event = { .activation = number(json, "activation"),
                                .thread = number(json, "thread"),
                                .block = number(json, "block"),
                                .size = json_integer_value(json_object_get(json, "size")) };
    if (!kind_of(json, &event.kind))
        return;
    const char *function = json_string_value(json_object_get(json, "function"));
    const struct site_event *parent =
        entry_of(side, event.kind == SITE_ENTER ? number(json, "caller") : event.activation);
    if (event.kind == SITE_ENTER)
        event.depth = parent != NULL ? parent->depth + 1 : 0;
    else if (parent != NULL)
        event.depth = parent->depth, function = parent->function;
    event.function = function != NULL ? function : "?";
    *XPUSH(side->events, side->n, side->cap) = event;
}

static void side_read(struct site_side *side, const char *name, const json_t *trace)
{
    size_t i;
    const json_t *event;
    side->name = name;
    json_array_foreach(json_object_get(trace, "events"), i, event)
    {
        if (side->n == SITE_STEPS_MAX) {
            side->cut = true;
            break;
        }
        take(side, event);
    }
}

/* Two functions of a pair have the same name but for the side: "set_boxed", "set_stack". */
static bool same_function(const char *a, const char *b)
{
    while (*a != '\0' || *b != '\0') {
        bool word_a = strncmp(a, "boxed", 5) == 0, word_b = strncmp(b, "stack", 5) == 0;
        if (word_a != word_b || (!word_a && *a != *b))
            return false;
        a += word_a ? 5 : 1;
        b += word_b ? 5 : 1;
    }
    return true;
}

static bool same_event(const void *ctx, size_t i, size_t j)
{
    const struct site_side *sides = ctx;
    const struct site_event *a = &sides[0].events[i], *b = &sides[1].events[j];
    return a->kind == b->kind && a->depth == b->depth && a->thread == b->thread &&
           (a->depth < 2 || same_function(a->function, b->function));
}

bool site_steps_join(struct site_steps *steps, const json_t *boxed, const json_t *stack)
{
    *steps = (struct site_steps){ .n_sides = 2 };
    side_read(&steps->sides[0], "boxed", boxed);
    side_read(&steps->sides[1], "stack", stack);
    struct site_row *rows =
        site_align(steps->sides[0].n, steps->sides[1].n, same_event, NULL, steps->sides, &steps->n);
    for (size_t i = 0; i < steps->n; i++) {
        if (rows[i].left != SITE_NONE)
            steps->sides[0].events[rows[i].left].step = i + 1;
        if (rows[i].right != SITE_NONE)
            steps->sides[1].events[rows[i].right].step = i + 1;
    }
    free(rows);
    if (steps->sides[0].n == 0 || steps->sides[1].n == 0) {
        if (steps->sides[0].n == 0)
            steps->sides[0] = steps->sides[1];
        steps->sides[1] = (struct site_side){ 0 };
        steps->n_sides = 1;
    }
    return steps->n > 0;
}

void site_steps_done(struct site_steps *steps)
{
    free(steps->sides[0].events);
    free(steps->sides[1].events);
    *steps = (struct site_steps){ 0 };
}

/* Short names: a page may have thousands. assets/site.js gives them their meaning. */
static json_t *event_json(const struct site_event *e)
{
    json_t *json =
        json_pack("{s:I, s:s, s:i, s:i, s:s}", "s", (json_int_t)e->step, "k", kinds[e->kind], "a",
                  (int)e->activation, "t", (int)e->thread, "f", e->function);
    if (e->kind >= SITE_ALLOC)
        json_object_set_new(json, "b", json_integer(e->block));
    if (e->kind == SITE_ALLOC || e->kind == SITE_REALLOC)
        json_object_set_new(json, "z", json_integer(e->size));
    return json;
}

/* In a script element only "</" could end it: a slash may be escaped in JSON. */
static void data(FILE *to, const struct site_steps *steps)
{
    json_t *sides = json_array();
    for (size_t s = 0; s < steps->n_sides; s++) {
        json_t *events = json_array();
        for (size_t i = 0; i < steps->sides[s].n; i++)
            json_array_append_new(events, event_json(&steps->sides[s].events[i]));
        json_array_append_new(
            sides, json_pack("{s:s, s:o}", "name", steps->sides[s].name, "events", events));
    }
    json_t *root = json_pack("{s:I, s:o}", "steps", (json_int_t)steps->n, "sides", sides);
    char *text = json_dumps(root, JSON_COMPACT | JSON_ESCAPE_SLASH);
    fprintf(to, "<script type=\"application/json\">%s</script>\n", text);
    free(text);
    json_decref(root);
}

void site_steps_write(FILE *to, const struct site_steps *steps)
{
    fprintf(to,
            "<figure class=\"steps\" tabindex=\"0\" aria-label=\"One operation in %zu steps\">\n",
            steps->n);
    data(to, steps);
    fputs("<div class=\"sides\">\n", to);
    for (size_t s = 0; s < steps->n_sides; s++) {
        fputs("<section class=\"side\"><h4>", to);
        text_markup(to, steps->sides[s].name);
        fputs("</h4><div class=\"state\"></div>\n", to);
        site_steps_timeline(to, steps, s);
        if (steps->sides[s].cut)
            fprintf(to, "<p class=\"cut\">The first %d events are shown; there were more.</p>\n",
                    SITE_STEPS_MAX);
        fputs("</section>\n", to);
    }
    fputs("</div>\n<figcaption>Time goes right, callers stand above. A block is hatched from where "
          "the frame that made it has ended: there it outlives its maker.</figcaption></figure>\n",
          to);
}
