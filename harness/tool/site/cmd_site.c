/* cmd_site.c -- `heapmark site`: docs, sources, counts and traces as pages for a browser. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/error.h"
#include "cli/option.h"
#include "cli/verb.h"
#include "cli/xalloc.h"
#include "site/assets.h"
#include "site/front.h"
#include "site/lesson.h"
#include "site/lines.h"
#include "site/listing.h"
#include "site/markdown.h"
#include "site/pages.h"
#include "site/search.h"
#include "site/shell.h"

static const char usage_text[] =
    "usage: heapmark site [OPTIONS]\n"
    "\n"
    "Writes a site of static pages from the docs and demos of a project folder, and from\n"
    "what was measured for it. It opens from the file system and needs no network.\n"
    "`make site` measures first, see docs/reference/site.md.\n"
    "\n"
    "  --root=DIR    the project (default .)\n"
    "  --data=DIR    what was measured (default ROOT/build/site-data)\n"
    "  --out=DIR     where the site goes (default ROOT/build/site)\n"
    "\n"
    "Exit status: 0; 2 a page could not be written, or what was measured is damaged: the\n"
    "other pages are written all the same.\n";

struct work {
    const char *root;
    char *data, *out; /* owned */
    struct site_pages pages;
    json_t *index;
    bool failed;
};

struct asking {
    struct work *work;
    const struct site_page *page;
    struct site_lesson *lesson;
};

static char *ask_link(void *ctx, const char *url)
{
    struct asking *a = ctx;
    return site_pages_link(&a->work->pages, a->work->root, a->page, url);
}

static bool ask_pair(void *ctx, FILE *to, const char *left, const char *right)
{
    return site_lesson_pair(((struct asking *)ctx)->lesson, to, left, right);
}

static char *text_of(const char *root, const char *source)
{
    char *path = xprintf("%s/%s", root, source);
    struct cli_text text = { 0 };
    FILE *in = fopen(path, "r"), *to = xtext_open(&text);
    char bytes[8192];
    for (size_t n; in != NULL && (n = fread(bytes, 1, sizeof bytes, in)) > 0;)
        fwrite(bytes, 1, n, to);
    bool ok = in != NULL && !ferror(in);
    if (!ok)
        cli_error("%s: %s", path, strerror(errno));
    if (in != NULL)
        fclose(in);
    fclose(to);
    free(path);
    char *all = ok ? xstrndup(text.bytes, text.length) : NULL;
    free(text.bytes);
    return all;
}

static bool page(struct work *w, const struct site_page *p)
{
    char *text = text_of(w->root, p->source);
    FILE *to = text != NULL ? site_page_open(w->out, p->target) : NULL;
    if (to == NULL) {
        free(text);
        return false;
    }
    struct site_lesson lesson;
    struct site_markdown markdown;
    struct asking a = { w, p, &lesson };
    struct site_markdown_asks asks = { &a, ask_link, ask_pair };
    site_lesson_open(&lesson, w->root, w->data, p->source);
    site_markdown_read(&markdown, text, &asks);
    site_shell_begin(to, &w->pages, p->target, p->title, p);
    site_lesson_write(&lesson, to, markdown.html);
    site_shell_end(to, p->target);
    site_search_add(w->index, p, &markdown);
    bool ok = !lesson.damaged;
    site_markdown_done(&markdown);
    site_lesson_done(&lesson);
    free(text);
    return site_page_close(to, w->out, p->target) && ok;
}

static bool source(struct work *w, const char *name)
{
    static const struct site_notes none;
    char *target = site_source_target(name);
    FILE *to = site_page_open(w->out, target);
    bool ok = to != NULL;
    if (ok) {
        site_shell_begin(to, &w->pages, target, name, NULL);
        fprintf(to, "<h1 class=\"file\">%s</h1>\n", name);
        ok = site_listing_one(to, w->root, name, &none);
        site_shell_end(to, target);
        ok = site_page_close(to, w->out, target) && ok;
    }
    free(target);
    return ok;
}

static bool front(struct work *w)
{
    char *ladder = xprintf("%s/compare.json", w->data);
    FILE *to = site_page_open(w->out, "index.html");
    bool ok = to != NULL;
    if (ok) {
        site_shell_begin(to, &w->pages, "index.html", "Why does 1 escape?", NULL);
        ok = site_front_write(to, &w->pages, ladder);
        site_shell_end(to, "index.html");
        ok = site_page_close(to, w->out, "index.html") && ok;
    }
    free(ladder);
    return ok;
}

static bool asset(struct work *w, const char *name, const char *text)
{
    FILE *to = site_page_open(w->out, name);
    if (to != NULL)
        fputs(text, to);
    return to != NULL && site_page_close(to, w->out, name);
}

static void write_all(struct work *w)
{
    for (size_t i = 0; i < w->pages.n; i++)
        w->failed = !page(w, &w->pages.pages[i]) || w->failed;
    for (size_t i = 0; i < w->pages.n_sources; i++)
        w->failed = !source(w, w->pages.sources[i]) || w->failed;
    w->failed = !front(w) || w->failed;
    w->failed = !site_search_write(w->index, w->out) || w->failed;
    w->failed = !asset(w, "site.css", site_css) || w->failed;
    w->failed = !asset(w, "site.js", site_js) || w->failed;
}

int cmd_site(int argc, char **argv)
{
    const char *root = ".", *data = NULL, *out = NULL;
    const struct cli_option options[] = {
        { "root", CLI_VALUE, .text = &root },
        { "data", CLI_VALUE, .text = &data },
        { "out", CLI_VALUE, .text = &out },
        CLI_OPTIONS_END,
    };
    int status = cli_parse(&argc, &argv, options, CLI_MIXED, usage_text);
    if (status != CLI_GO_ON)
        return status;
    if (argc > 0)
        return cli_error("expected options only, found '%s'", argv[0]);
    if (!site_markdown_possible())
        return cli_error("built without cmark-gfm, which turns Markdown into pages");
    xjson();
    struct work w = { .root = root,
                      .data =
                          data != NULL ? xprintf("%s", data) : xprintf("%s/build/site-data", root),
                      .out = out != NULL ? xprintf("%s", out) : xprintf("%s/build/site", root),
                      .index = json_array() };
    site_pages_find(&w.pages, root);
    w.failed = w.pages.failed;
    if (w.pages.n == 0)
        w.failed = cli_error("%s: no pages in %s/docs", root, root) != 0;
    else
        write_all(&w);
    json_decref(w.index);
    site_pages_done(&w.pages);
    free(w.data);
    free(w.out);
    return w.failed ? HM_EXIT_USAGE : HM_EXIT_OK;
}
