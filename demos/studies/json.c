/* json.c -- one text, parsed and freed by jansson and by cJSON. */
#include <stdio.h>
#include <stdlib.h>

#include <cjson/cJSON.h>
#include <jansson.h>

#include <heapmark/bench.h>

static char *text; /* 100 records of a name, two numbers and a list of three words */

static void write_text(void)
{
    size_t size;
    FILE *out = open_memstream(&text, &size);
    fputs("[", out);
    for (int i = 0; i < 100; i++)
        fprintf(out,
                "%s{\"name\":\"record %d\",\"id\":%d,\"weight\":%d.5,"
                "\"tags\":[\"red\",\"green\",\"blue\"]}",
                i > 0 ? "," : "", i, i, i);
    fputs("]", out);
    fclose(out);
}

static void jansson(hm_bench *b)
{
    while (hm_loop(b)) {
        json_t *root = json_loads(text, 0, NULL);
        if (root == NULL)
            hm_error(b, "not parsed");
        json_decref(root);
    }
}

static void cjson(hm_bench *b)
{
    while (hm_loop(b)) {
        cJSON *root = cJSON_Parse(text);
        if (root == NULL)
            hm_error(b, "not parsed");
        cJSON_Delete(root);
    }
}

int main(int argc, char **argv)
{
    static const hm_case cases[] = {
        { .name = "Parse/impl=jansson", .run = jansson },
        { .name = "Parse/impl=cJSON", .run = cjson },
    };
    write_text();
    int status = hm_main(argc, argv, cases, HM_COUNT(cases));
    free(text);
    return status;
}
