/* explain_gcc.c -- reads what gcc -fstack-usage writes: FILE:LINE:COLUMN:FUNCTION, bytes, and
 * static, dynamic or dynamic,bounded, with tabs between. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/explain.h"
#include "cli/xalloc.h"

/* NULL if the line is not of that form. */
static json_t *function(char *text)
{
    char *kind, *save, *place = strtok_r(text, "\t\n", &save);
    char *bytes = place != NULL ? strtok_r(NULL, "\t\n", &save) : NULL;
    if (bytes == NULL || (kind = strtok_r(NULL, "\t\n", &save)) == NULL)
        return NULL;
    char *name = strrchr(place, ':'), *file_end = strchr(place, ':');
    if (name == NULL || file_end == name)
        return NULL;
    char *said = hm__xprintf("takes %s bytes of stack, %s", bytes, kind);
    json_t *site = json_object();
    json_object_set_new(site, "function", json_string(name + 1));
    json_object_set_new(site, "line", json_integer(strtol(file_end + 1, NULL, 10)));
    json_object_set_new(site, "file", json_stringn(place, (size_t)(file_end - place)));
    json_object_set_new(site, "message", json_string(said));
    free(said);
    return site;
}

bool hm__explain_gcc(struct hm__explain *e, const char *path)
{
    FILE *in = fopen(path, "r");
    if (in == NULL) {
        fprintf(stderr, "heapmark explain: %s: cannot be opened: %s\n", path, strerror(errno));
        return false;
    }
    json_t *sites = json_array();
    char *text = NULL;
    size_t cap = 0, line = 0, bad = 0;
    while (getline(&text, &cap, in) > 0 && bad == 0) {
        json_t *site = function(text);
        line++;
        if (site != NULL)
            json_array_append_new(sites, site);
        else
            bad = line;
    }
    if (bad > 0)
        fprintf(stderr,
                "heapmark explain: %s:%zu: expected FILE:LINE:COLUMN:FUNCTION, bytes and a kind\n",
                path, bad);
    json_decref(e->gcc);
    e->gcc = json_pack("{s:o}", "sites", sites);
    free(text);
    fclose(in);
    return bad == 0;
}
