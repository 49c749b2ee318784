/* writers.c -- the formats there are. One more format is one more file and one more line here. */
#include "report/writers.h"

#include <string.h>

const hm_writer hm_writers[] = {
    { "go", "Go benchmark text, written as results arrive", hm_report_go_row, hm_report_go_end },
    { "table", "a table for a terminal, 80 columns", NULL, hm_report_table_end },
    { "markdown", "a table for a document", NULL, hm_report_markdown_end },
#ifndef HM_WITHOUT_JSON
    { "json", "everything, totals undivided: schema heapmark-bench/1", NULL, hm_report_json_end },
#endif
    { "junit", "benchmarks and claims as JUnit XML", NULL, hm_report_junit_end },
    { "", "", NULL, NULL },
};

const hm_writer *hm_writer_find(const char *name)
{
    for (const hm_writer *w = hm_writers; w->name[0] != '\0'; w++)
        if (strcmp(w->name, name) == 0)
            return w;
    return NULL;
}

int hm_write(const hm_writer *writer, hm_out *out, const hm_report *report)
{
    int error = 0;
    for (size_t i = 0; writer->row != NULL && i < report->result_count; i++) {
        const hm_result *result = report->results[i];
        for (size_t j = 0; error == 0 && j < result->sample_count; j++)
            error = writer->row(out, report, result, &result->samples[j]);
    }
    return error != 0 ? error : writer->end(out, report);
}
