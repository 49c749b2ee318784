/* driver.c -- lets the answer read a pipeline, and says what was in it. */
#include <heapmark/exercise.h>

#include <string.h>

#include "contract.h"
#include "header.h"

enum { SHOWN_MOST = 100 };

struct seen {
    uint64_t replies, parts, sum;
    size_t inside, read_inside; /* bytes of pipelines in a text, and how many were read */
    bool look_inside, too_deep;
    size_t used;
    char shown[SHOWN_MOST + 1]; /* how the first replies begin */
};

static void add(struct seen *s, const void *bytes, size_t size)
{
    for (const unsigned char *at = bytes; size > 0; at++, size--)
        s->sum = (s->sum ^ *at) * 0x100000001b3u;
}

static void show(struct seen *s, const char *bytes, size_t size)
{
    for (; size > 0 && s->used < SHOWN_MOST; bytes++, size--)
        s->shown[s->used++] = *bytes;
}

/* A text, a number or the size of an array: the checksum and the first letters. */
static void look_at_part(struct seen *s, const struct reply *r)
{
    uint64_t number = r->kind == REPLY_INTEGER ? (uint64_t)r->integer
                      : r->kind == REPLY_TEXT  ? r->text.len
                                               : r->array.count;
    s->parts++;
    add(s, &r->kind, sizeof r->kind);
    add(s, &number, sizeof number);
    show(s, r->kind == REPLY_INTEGER ? ":" : r->kind == REPLY_TEXT ? "$" : "*", 1);
    if (r->kind == REPLY_TEXT) {
        add(s, r->text.at, r->text.len);
        show(s, r->text.at, r->text.len < 8 ? r->text.len : 8);
    } else if (number < 10) {
        show(s, &(char){ (char)('0' + number) }, 1);
    }
}

/* No recursion: the frames of this function are part of what is measured. */
static void look(struct seen *s, const struct reply *r)
{
    struct {
        const struct reply *next;
        size_t left;
    } open[REPLY_DEPTH_MOST];
    int depth = 0;
    for (;;) {
        look_at_part(s, r);
        if (r->kind == REPLY_ARRAY && r->array.count > 0) {
            if (depth == REPLY_DEPTH_MOST) {
                s->too_deep = true;
                return;
            }
            open[depth].next = r->array.items;
            open[depth++].left = r->array.count;
        }
        while (depth > 0 && open[depth - 1].left == 0)
            depth--;
        if (depth == 0)
            return;
        r = open[depth - 1].next++;
        open[depth - 1].left--;
    }
}

static void each(void *arg, const struct reply *r)
{
    struct seen *s = arg;
    s->replies++;
    if (s->look_inside && r->kind == REPLY_TEXT) {
        struct seen in;
        memset(&in, 0, sizeof in);
        s->inside += r->text.len;
        s->read_inside += pipeline_read(r->text.at, r->text.len, each, &in);
        add(s, &in.sum, sizeof in.sum);
    }
    look(s, r);
}

static void op(hm_trial *t)
{
    struct header h;
    struct seen s;
    memset(&s, 0, sizeof s);
    memcpy(&h, hm_trial_take(t, sizeof h), sizeof h);
    s.look_inside = h.inside;
    size_t len = hm_trial_left(t);
    const char *bytes = hm_trial_take(t, len);
    hm_trial_begin(t);
    size_t read = pipeline_read(bytes, len, each, &s);
    hm_trial_end(t);
    hm_say(t, "%llu replies, %llu parts, %zu of %zu bytes, checksum %llx: ",
           (unsigned long long)s.replies, (unsigned long long)s.parts, read, len,
           (unsigned long long)s.sum);
    hm_say_bytes(t, s.shown, s.used);
    if (s.look_inside)
        hm_say(t, ", %zu of %zu bytes inside", s.read_inside, s.inside);
    if (s.too_deep)
        hm_say(t, ", and one is deeper than %d", REPLY_DEPTH_MOST);
}

int main(void)
{
    return hm_exercise_main(op);
}
