/* shell.c -- what every page of the site has around its text. */
#include "site/shell.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/error.h"
#include "cli/folders.h"
#include "cli/xalloc.h"
#include "text/write.h"

static void link_to(FILE *to, const char *up, const struct site_page *page, bool here)
{
    fprintf(to, "<li><a href=\"%s%s\"%s>", up, page->target, here ? " aria-current=\"page\"" : "");
    text_markup(to, page->title);
    fputs("</a></li>\n", to);
}

static void part(FILE *to, const struct site_pages *pages, enum site_part part, const char *up,
                 const struct site_page *current)
{
    bool any = false, open = part == SITE_LESSONS || (current != NULL && current->part == part);
    for (size_t i = 0; i < pages->n; i++) {
        if (pages->pages[i].part != part)
            continue;
        if (!any)
            fprintf(to, "<details%s><summary>%s</summary><ul>\n", open ? " open" : "",
                    site_part_title(part));
        any = true;
        link_to(to, up, &pages->pages[i], &pages->pages[i] == current);
    }
    if (any)
        fputs("</ul></details>\n", to);
}

/* The hatching of blocks that outlive their maker. A page has it once, for all its pictures. */
static const char hatching[] =
    "<svg width=\"0\" height=\"0\" aria-hidden=\"true\" class=\"defs\"><defs><pattern id=\"hatch\" "
    "width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(45)\"><rect "
    "width=\"6\" height=\"6\" class=\"hatch-ground\"/><rect width=\"3\" height=\"6\" "
    "class=\"hatch-line\"/></pattern></defs></svg>\n";

void site_shell_begin(FILE *to, const struct site_pages *pages, const char *target,
                      const char *title, const struct site_page *current)
{
    char *up = site_up(target);
    fputs("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<meta "
          "name=\"viewport\" "
          "content=\"width=device-width, initial-scale=1\">\n<title>",
          to);
    text_markup(to, title);
    fprintf(to,
            " · heapmark</title>\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" "
            "href=\"%ssite.css\">\n</head><body data-up=\"%s\">\n",
            up, up);
    fputs("<a class=\"skip\" href=\"#main\">To the text</a>\n", to);
    fputs(hatching, to);
    fprintf(to,
            "<header class=\"top\"><a class=\"brand\" href=\"%sindex.html\">heapmark</a>\n<form "
            "role=\"search\" hidden><label for=\"q\">Search</label> <input id=\"q\" "
            "type=\"search\" autocomplete=\"off\"></form></header>\n<div id=\"found\" "
            "role=\"region\" aria-label=\"Pages found\" aria-live=\"polite\" hidden></div>\n",
            up);
    fputs("<div class=\"page\"><nav aria-label=\"Pages\"><details class=\"menu\" "
          "open><summary>Pages</summary>\n",
          to);
    for (enum site_part i = SITE_LESSONS; i < SITE_PARTS; i++)
        part(to, pages, i, up, current);
    fputs("</details></nav>\n<main id=\"main\">\n", to);
    free(up);
}

void site_shell_end(FILE *to, const char *target)
{
    char *up = site_up(target);
    fprintf(to,
            "</main></div>\n<footer>Made from the sources, counts and traces of this folder. No "
            "network is needed.</footer>\n<script src=\"%ssearch.js\" defer></script>\n<script "
            "src=\"%ssite.js\" defer></script>\n</body></html>\n",
            up, up);
    free(up);
}

FILE *site_page_open(const char *out, const char *target)
{
    char *path = xprintf("%s/%s", out, target), *folder = xprintf("%s", path);
    *strrchr(folder, '/') = '\0';
    FILE *page = cli_make_folders(folder) ? fopen(path, "w") : NULL;
    if (page == NULL)
        cli_error("%s: %s", path, strerror(errno));
    free(folder);
    free(path);
    return page;
}

bool site_page_close(FILE *page, const char *out, const char *target)
{
    bool failed = ferror(page) != 0;
    if (fclose(page) == 0 && !failed)
        return true;
    cli_error("%s/%s: %s", out, target, strerror(errno));
    return false;
}
