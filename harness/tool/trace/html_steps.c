/* html_steps.c -- one operation, step by step: the frames and the blocks that are there after each
 * call, return, allocation and free. The drawing beside it needs no script. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "cli/xalloc.h"
#include "formats/page.h"
#include "text/json.h"
#include "trace/html.h"
#include "verdict/window.h"

enum { STEPS_MOST = 2000, LABEL = 512 };

/* What happened at each step, in words; owned. */
struct said {
    char **text;
    size_t count;
};

static void say(struct said *s, size_t step, char *text)
{
    if (step < s->count)
        xappend(&s->text[step], "%s%s", s->text[step] != NULL ? "; " : "", text);
    free(text);
}

static const char *name_of(const struct verdict_frame_bar *f)
{
    return f->function != NULL ? f->function : "?";
}

static struct said describe(const struct verdict_window *w)
{
    char label[LABEL];
    struct said s = { xzalloc((w->steps + 1) * sizeof(char *)), w->steps + 1 };
    for (size_t i = 0; i < w->frame_count; i++) {
        const struct verdict_frame_bar *f = &w->frames[i];
        if (!f->before)
            say(&s, f->from, xprintf("%s is called", name_of(f)));
        if (!f->after)
            say(&s, f->to,
                xprintf("%s %s", name_of(f), f->jumped ? "is jumped out of" : "returns"));
    }
    for (size_t i = 0; i < w->block_count; i++) {
        const struct verdict_block_bar *b = &w->blocks[i];
        verdict_block_bar_label(b, label, sizeof label);
        say(&s, b->from, xprintf("block %" PRIu64 " is made: %s", b->number, label));
        if (!b->after)
            say(&s, b->to,
                xprintf("block %" PRIu64 " is freed%s", b->number,
                        b->other_thread ? " by another thread" : ""));
    }
    return s;
}

static json_t *frames_json(const struct verdict_window *w)
{
    json_t *list = json_array();
    for (size_t i = 0; i < w->frame_count; i++) {
        const struct verdict_frame_bar *f = &w->frames[i];
        json_t *one = json_array();
        json_array_append_new(one, text_json_string(name_of(f)));
        json_array_append_new(one, json_integer(f->row));
        json_array_append_new(one, json_integer((json_int_t)f->from));
        json_array_append_new(one, json_integer((json_int_t)f->to));
        json_array_append_new(one, json_boolean(f->after));
        json_array_append_new(list, one);
    }
    return list;
}

static json_t *blocks_json(const struct verdict_window *w)
{
    char label[LABEL];
    json_t *list = json_array();
    for (size_t i = 0; i < w->block_count; i++) {
        const struct verdict_block_bar *b = &w->blocks[i];
        char *text = xprintf("block %" PRIu64 ": %s", b->number,
                             verdict_block_bar_label(b, label, sizeof label));
        json_t *one = json_array();
        json_array_append_new(one, text_json_string(text));
        json_array_append_new(one, json_integer((json_int_t)b->from));
        json_array_append_new(one, json_integer((json_int_t)b->to));
        json_array_append_new(one, json_integer((json_int_t)b->maker_end));
        json_array_append_new(one, json_boolean(b->after));
        json_array_append_new(list, one);
        free(text);
    }
    return list;
}

static void events(FILE *out, const struct said *s)
{
    fputs("<details><summary>All steps</summary><ol class=\"list\" id=\"events\" start=\"0\">\n",
          out);
    for (size_t i = 0; i < s->count; i++) {
        fputs("<li>", out);
        formats_page_put(out, s->text[i] != NULL ? s->text[i]
                                                 : "something outside of this picture happens");
        fputs("</li>\n", out);
    }
    fputs("</ol></details>\n", out);
}

static void stepped(FILE *out, const struct verdict_window *w)
{
    struct said s = describe(w);
    json_t *data = json_object();
    fputs("<div class=\"bar\" hidden><button type=\"button\" id=\"first\">First</button> <button "
          "type=\"button\" id=\"back\">Back</button> <button type=\"button\" "
          "id=\"next\">Next</button> <button type=\"button\" id=\"last\">Last</button> <span "
          "class=\"note\">or the arrow keys, left and right</span></div>\n<p class=\"said\" "
          "id=\"said\" aria-live=\"polite\"></p>\n<div class=\"stepped\" id=\"stepped\" hidden>"
          "<div><h3>Frames, callers above</h3><ul></ul></div><div><h3>Blocks on the "
          "heap</h3><ul></ul></div></div>\n",
          out);
    events(out, &s);
    json_object_set_new(data, "steps", json_integer((json_int_t)w->steps));
    json_object_set_new(data, "frames", frames_json(w));
    json_object_set_new(data, "blocks", blocks_json(w));
    formats_page_json(out, "steps-data", data);
    for (size_t i = 0; i < s.count; i++)
        free(s.text[i]);
    free(s.text);
}

void trace_html_steps(FILE *out, const void *report)
{
    struct verdict_window w;
    xjson();
    if (!verdict_window_make(&w, report, STEPS_MOST))
        return;
    fputs("<h2 id=\"steps\">One operation, step by step</h2>\n", out);
    if (w.op == NULL) {
        fputs("<p class=\"note\">Nothing to draw: ", out);
        formats_page_put(out, w.why);
        fputs("</p>\n", out);
    } else {
        fputs("<p class=\"note\">One call of ", out);
        formats_page_put(out, w.op);
        fprintf(out, ".%s --op=FUNCTION chooses another.</p>\n",
                w.cut ? " It takes more steps than are shown." : "");
        stepped(out, &w);
        fputs("<details open><summary>The whole as a picture</summary>\n", out);
        verdict_svg(out, report);
        fputs("</details>\n", out);
    }
    verdict_window_done(&w);
}
