/* pages.c -- which pages the site has, and where each of them lies. */
#include "site/pages.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/error.h"
#include "cli/xalloc.h"
#include "site/lines.h"

enum { SOURCE_MAX = 256 << 10 }; /* a larger file is no page */

const char *site_part_title(enum site_part part)
{
    static const char *const titles[SITE_PARTS] = {
        [SITE_LESSONS] = "Lessons",     [SITE_START] = "Start here",
        [SITE_HOW_TO] = "How to",       [SITE_EXPLANATION] = "Explanation",
        [SITE_EXERCISES] = "Exercises", [SITE_STUDIES] = "Studies",
        [SITE_REFERENCE] = "Reference", [SITE_DEMOS] = "Demos",
    };
    return titles[part];
}

static bool ends(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && strcmp(s + n - m, end) == 0;
}

static bool part_of(const char *source, enum site_part *part)
{
    static const struct {
        const char *folder;
        enum site_part part;
    } parts[] = {
        { "docs/lessons/", SITE_LESSONS },         { "docs/how-to/", SITE_HOW_TO },
        { "docs/explanation/", SITE_EXPLANATION }, { "docs/studies/", SITE_STUDIES },
        { "docs/reference/", SITE_REFERENCE },     { "docs/", SITE_START },
        { "demos/exercises/", SITE_EXERCISES },    { "demos/", SITE_DEMOS },
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strncmp(source, parts[i].folder, strlen(parts[i].folder)) == 0) {
            *part = parts[i].part;
            bool readme = ends(source, "/README.md");
            return strncmp(source, "docs/", 5) == 0 ? !readme && ends(source, ".md") : readme;
        }
    return false;
}

/* docs/A.md is A.html, demos/A/README.md is demos/A.html. */
static char *target_of(const char *source)
{
    if (strncmp(source, "docs/", 5) == 0)
        return xprintf("%.*s.html", (int)(strlen(source) - 8), source + 5);
    return xprintf("%.*s.html", (int)(strlen(source) - strlen("/README.md")), source);
}

static char *title_of(const char *path, const char *source)
{
    struct site_lines lines;
    char *title = NULL;
    if (site_lines_read(&lines, path))
        for (size_t i = 0; i < lines.n && title == NULL; i++)
            if (strncmp(lines.lines[i], "# ", 2) == 0)
                title = xprintf("%s", lines.lines[i] + 2);
    site_lines_done(&lines);
    return title != NULL ? title : xprintf("%s", source);
}

/* Of the pages to start with the tutorials come first, and the one about the code last. */
static int rank(const char *source)
{
    return strncmp(source, "docs/tutorial", strlen("docs/tutorial")) == 0 ? 0
           : strcmp(source, "docs/architecture.md") == 0                  ? 2
                                                                          : 1;
}

static int by_part(const void *a, const void *b)
{
    const struct site_page *p = a, *q = b;
    if (p->part != q->part)
        return p->part < q->part ? -1 : 1;
    int order = rank(p->source) - rank(q->source);
    return order != 0 ? order : strcmp(p->source, q->source);
}

static void take(struct site_pages *pages, const char *root, const char *source)
{
    enum site_part part;
    char *path = xprintf("%s/%s", root, source);
    if (part_of(source, &part))
        *XPUSH(pages->pages, pages->n, pages->cap) =
            (struct site_page){ .source = xprintf("%s", source),
                                .target = target_of(source),
                                .title = title_of(path, source),
                                .part = part };
    free(path);
}

static int not_hidden(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* The pages in a folder below root, and in the folders in it; links are not followed. */
static void folder(struct site_pages *pages, const char *root, const char *name)
{
    char *path = xprintf("%s/%s", root, name);
    struct dirent **entries;
    int n = scandir(path, &entries, not_hidden, alphasort);
    if (n < 0 && errno != ENOENT)
        pages->failed = cli_error("%s: %s", path, strerror(errno)) != 0;
    free(path);
    for (int i = 0; i < n; i++) {
        struct stat st;
        char *source = xprintf("%s/%s", name, entries[i]->d_name),
             *whole = xprintf("%s/%s", root, source);
        bool there = lstat(whole, &st) == 0;
        if (there && S_ISDIR(st.st_mode))
            folder(pages, root, source);
        else if (there && S_ISREG(st.st_mode))
            take(pages, root, source);
        free(whole);
        free(source);
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
}

void site_pages_find(struct site_pages *pages, const char *root)
{
    *pages = (struct site_pages){ 0 };
    folder(pages, root, "docs");
    folder(pages, root, "demos");
    if (pages->n > 0)
        qsort(pages->pages, pages->n, sizeof *pages->pages, by_part);
}

void site_pages_done(struct site_pages *pages)
{
    for (size_t i = 0; i < pages->n; i++) {
        free(pages->pages[i].source);
        free(pages->pages[i].target);
        free(pages->pages[i].title);
    }
    for (size_t i = 0; i < pages->n_sources; i++)
        free(pages->sources[i]);
    free(pages->pages);
    free(pages->sources);
    *pages = (struct site_pages){ 0 };
}

char *site_up(const char *target)
{
    char *up = xstrndup("", 0);
    for (const char *s = target; (s = strchr(s, '/')) != NULL; s++)
        xappend(&up, "../");
    return up;
}

char *site_source_target(const char *source)
{
    return xprintf("source/%s.html", source);
}

/* The path that `link` names in a file of the folder of `from`, without "." and ".."; owned. NULL:
 * it leaves the project. */
static char *resolved(const char *from, const char *link)
{
    char *path = xprintf("%.*s/%s", (int)(strrchr(from, '/') - from), from, link);
    char *out = xstrndup("", 0), *rest = path, *part;
    bool outside = false;
    while ((part = strsep(&rest, "/")) != NULL) {
        char *last = strrchr(out, '/');
        if (strcmp(part, "..") == 0) {
            outside = outside || *out == '\0';
            *(last != NULL ? last : out) = '\0';
        } else if (*part != '\0' && strcmp(part, ".") != 0)
            xappend(&out, "%s%s", *out != '\0' ? "/" : "", part);
    }
    free(path);
    if (!outside)
        return out;
    free(out);
    return NULL;
}

static const struct site_page *page_of(const struct site_pages *pages, const char *source)
{
    char *readme = xprintf("%s/README.md", source);
    const struct site_page *found = NULL;
    for (size_t i = 0; i < pages->n && found == NULL; i++)
        if (strcmp(pages->pages[i].source, source) == 0 ||
            strcmp(pages->pages[i].source, readme) == 0)
            found = &pages->pages[i];
    free(readme);
    return found;
}

static bool is_source(const char *root, const char *source)
{
    struct stat st;
    char *path = xprintf("%s/%s", root, source);
    bool is = stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= SOURCE_MAX;
    free(path);
    return is;
}

static void want_source(struct site_pages *pages, const char *source)
{
    for (size_t i = 0; i < pages->n_sources; i++)
        if (strcmp(pages->sources[i], source) == 0)
            return;
    *XPUSH(pages->sources, pages->n_sources, pages->sources_cap) = xprintf("%s", source);
}

char *site_pages_link(struct site_pages *pages, const char *root, const struct site_page *from,
                      const char *url)
{
    if (*url == '#' || strstr(url, "://") != NULL || strncmp(url, "mailto:", 7) == 0)
        return xprintf("%s", url);
    size_t length = strcspn(url, "#");
    char *link = xstrndup(url, length), *source = resolved(from->source, link);
    char *up = site_up(from->target), *out = NULL;
    const struct site_page *page = source != NULL ? page_of(pages, source) : NULL;
    if (page != NULL)
        out = xprintf("%s%s%s", up, page->target, url + length);
    else if (source != NULL &&
             (strcmp(source, "README.md") == 0 || strcmp(source, "docs/README.md") == 0))
        out = xprintf("%sindex.html", up);
    else if (source != NULL && is_source(root, source)) {
        char *target = site_source_target(source);
        want_source(pages, source);
        out = xprintf("%s%s%s", up, target, url + length);
        free(target);
    }
    free(link);
    free(source);
    free(up);
    return out;
}
