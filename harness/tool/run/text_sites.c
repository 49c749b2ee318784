/* text_sites.c -- call stacks as text: a line for each frame that a reader of the program knows. */
#include "run/text_sites.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "run/frames.h"

enum { NAME_MAX_COLUMNS = 64, NAME_END = 24 };

void run_text_plain(FILE *out, const char *text)
{
    char piece[256];
    for (size_t n; *text != '\0'; text += n) {
        n = strnlen(text, sizeof piece - 1);
        size_t whole = n;
        while (whole > 0 && ((unsigned char)text[whole] & 0xc0) == 0x80) /* within a character */
            whole--;
        n = whole > 0 ? whole : n;
        memcpy(piece, text, n);
        piece[n] = '\0';
        hm_base_make_plain(piece);
        fputs(piece, out);
    }
}

/* A name of any length: its beginning says where it belongs, and its end is the function's own. */
static void write_name(FILE *out, const char *name)
{
    size_t n = strlen(name);
    if (n <= NAME_MAX_COLUMNS) {
        run_text_plain(out, name);
        return;
    }
    size_t head = NAME_MAX_COLUMNS - NAME_END - 3, tail = n - NAME_END;
    while (head > 0 && ((unsigned char)name[head] & 0xc0) == 0x80) /* within a character */
        head--;
    while (((unsigned char)name[tail] & 0xc0) == 0x80)
        tail++;
    char start[NAME_MAX_COLUMNS];
    snprintf(start, sizeof start, "%.*s", (int)head, name);
    run_text_plain(out, start);
    fputs("...", out);
    run_text_plain(out, name + tail);
}

static bool has(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

/* Code that the compiler, the system or a standard library brought into the program. */
static bool is_foreign(const struct run_frame *f)
{
    if (f->file != NULL)
        return strncmp(f->file, "/usr/include/", 13) == 0 || has(f->file, "/include/c++/") ||
               has(f->file, "/lib/gcc/") || strncmp(f->file, "/rustc/", 7) == 0 ||
               has(f->file, "/lib/rustlib/src/");
    return f->module != NULL && (run_is_c_library(f->module) || has(f->module, "/libstdc++.so") ||
                                 has(f->module, "/libc++.so") || has(f->module, "/libc++abi.so"));
}

static void write_frame(FILE *out, const struct run_frame *f, size_t within)
{
    fputs("        ", out);
    write_name(out, f->function != NULL ? f->function : "??");
    fputs(f->inlined ? " (inlined)" : "", out);
    fputc(' ', out);
    run_text_plain(out, f->file != NULL ? f->file : f->module != NULL ? f->module : "??");
    if (f->file != NULL)
        fprintf(out, ":%u", f->line);
    else
        fprintf(out, "+0x%" PRIx64, f->address);
    if (within > 0)
        fprintf(out, " (and %zu within)", within);
    fputc('\n', out);
}

/* Of the frames inside a library only the outermost is shown, because the program called that. */
static void write_frames(FILE *out, const struct run_site *s)
{
    for (size_t i = 0; i < s->frame_count; i++) {
        size_t first = i;
        while (is_foreign(&s->frames[i]) && i + 1 < s->frame_count && is_foreign(&s->frames[i + 1]))
            i++;
        write_frame(out, &s->frames[i], i - first);
    }
    if (s->cut)
        fputs("        ... deeper frames not kept\n", out);
}

static const char *plural(int64_t n)
{
    return n == 1 ? "" : "s";
}

static void write_amounts(FILE *out, const int64_t *amount, enum run_order by)
{
    int64_t blocks = amount[by & ~1u], bytes = amount[by | 1u];
    fprintf(out, "%" PRId64 " block%s, %" PRId64 " byte%s", blocks, plural(blocks), bytes,
            plural(bytes));
}

static void write_ranking(FILE *out, const struct run_ranking *r, enum run_order by)
{
    fprintf(out, "  %s%s\n", run_orders[by].title, r->count == 0 ? ": none" : "");
    for (size_t i = 0; i < r->count; i++) {
        const struct run_site *s = r->sites[i];
        fputs("    ", out);
        write_amounts(out, s->amount, by);
        if (by > RUN_BYTES) {
            fputs(" of ", out);
            write_amounts(out, s->amount, RUN_BYTES);
        }
        fprintf(out, " (%s)\n", s->unwound ? "by unwind tables" : "by frame pointers");
        write_frames(out, s);
    }
}

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static void write_against(FILE *out, const struct run_against *a, const char *exe)
{
    enum run_order blocks = a->by & ~1u, bytes = a->by | 1u;
    fputs("  against ", out);
    run_text_plain(out, a->file);
    fprintf(out, ", %s: %zu of %zu stacks differ\n", run_orders[a->by].title, a->differ, a->count);
    if (a->exe != NULL && exe != NULL && strcmp(base_of(a->exe), base_of(exe)) != 0) {
        fputs("  ", out);
        run_text_plain(out, a->file);
        fputs(" is of another program, ", out);
        run_text_plain(out, a->exe);
        fputc('\n', out);
    }
    if (a->listed < a->total) {
        fputs("  ", out);
        run_text_plain(out, a->file);
        fprintf(out, " lists %zu of its %zu sites: others need not be new\n", a->listed, a->total);
    }
    for (size_t i = 0; i < a->shown; i++) {
        const struct run_change *c = &a->changes[i];
        const char *what = strcmp(c->what, "not_listed") == 0 ? "not listed" : c->what;
        fprintf(out,
                "    %s: %" PRId64 " -> %" PRId64 " blocks (%+" PRId64 "), %" PRId64 " -> %" PRId64
                " bytes (%+" PRId64 ")\n",
                what, c->before[blocks], c->now[blocks], c->now[blocks] - c->before[blocks],
                c->before[bytes], c->now[bytes], c->now[bytes] - c->before[bytes]);
        write_frames(out, c->site);
    }
}

void run_text_sites(FILE *out, const struct run_sites *s, const char *exe)
{
    fprintf(out, "  sites: %zu; stacks by frame pointers %" PRIu64 ", by unwind tables %" PRIu64,
            s->total, s->stacks_by_frame_pointer, s->stacks_by_unwinder);
    if (s->allocs_without_stack != 0)
        fprintf(out, ", without a stack %" PRIu64, s->allocs_without_stack);
    fputc('\n', out);
    if (s->not_followed != 0)
        fprintf(out, "  %" PRIu64 " blocks count as freed at once: no memory to follow them\n",
                s->not_followed);
    if (s->filter != NULL) {
        fputs("  with \"", out);
        run_text_plain(out, s->filter);
        fprintf(out, "\" in the stack: %zu site%s, ", s->filtered, plural((int64_t)s->filtered));
        write_amounts(out, s->filtered_amount, RUN_BYTES);
        fputc('\n', out);
    }
    for (int by = 0; by < RUN_ORDERS; by++)
        if (s->ranking[by].wanted)
            write_ranking(out, &s->ranking[by], (enum run_order)by);
    if (s->against.file != NULL)
        write_against(out, &s->against, exe);
}
