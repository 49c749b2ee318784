/* search.c -- the index of the search: [page, section, target, text] for every section. */
#include "site/search.h"

#include <stdlib.h>

#include "cli/xalloc.h"
#include "site/shell.h"
#include "text/json.h"

void site_search_add(json_t *index, const struct site_page *page, const struct site_markdown *text)
{
    for (size_t i = 0; i < text->n; i++) {
        const struct site_section *section = &text->sections[i];
        char *target = xprintf("%s#%s", page->target, section->anchor);
        json_t *entry = json_array();
        text_json_add(entry, text_json_string(page->title));
        text_json_add(entry, text_json_string(section->title));
        text_json_add(entry, text_json_string(target));
        text_json_add(entry, text_json_string(section->text));
        text_json_add(index, entry);
        free(target);
    }
}

bool site_search_write(const json_t *index, const char *out)
{
    FILE *to = site_page_open(out, "search.js");
    if (to == NULL)
        return false;
    fputs("window.heapmarkPages=", to);
    json_dumpf(index, to, JSON_COMPACT);
    fputs(";\n", to);
    return site_page_close(to, out, "search.js");
}
