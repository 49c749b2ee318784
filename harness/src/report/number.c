/* number.c -- quotients and number forms of Go's benchmark text; contract in number.h. */
#include "report/number.h"

#include <math.h>
#include <string.h>

bool hm_report_value(const hm_sample *sample, const char *unit, double *value)
{
    for (size_t i = 0; i < sample->metric_count; i++) {
        if (strcmp(sample->metrics[i].unit, unit) == 0) {
            *value = sample->metrics[i].value;
            return true;
        }
    }
    return false;
}

double hm_report_ns_per_op(const hm_sample *sample)
{
    double value;
    if (hm_report_value(sample, "ns/op", &value))
        return value;
    return sample->n == 0 ? 0 : (double)sample->time_ns / (double)sample->n;
}

double hm_report_mb_per_s(const hm_sample *sample)
{
    double value;
    if (hm_report_value(sample, "MB/s", &value))
        return value;
    if (sample->set_bytes == 0 || sample->time_ns == 0 || sample->n == 0)
        return 0;
    double megabytes = (double)sample->set_bytes * (double)sample->n / 1e6;
    return megabytes / ((double)sample->time_ns / 1e9);
}

/* A double out of range has no integer; C leaves that undefined where Go does not. */
static int64_t truncated(double value)
{
    if (isnan(value) || value < -9.2e18 || value > 9.2e18)
        return INT64_MIN;
    return (int64_t)value;
}

static int64_t per_op(const hm_sample *sample, const char *unit, uint64_t total)
{
    double value;
    if (hm_report_value(sample, unit, &value))
        return truncated(value);
    return sample->n == 0 ? 0 : (int64_t)total / (int64_t)sample->n;
}

int64_t hm_report_bytes_per_op(const hm_sample *sample)
{
    return per_op(sample, "B/op", sample->used.bytes);
}

int64_t hm_report_allocs_per_op(const hm_sample *sample)
{
    return per_op(sample, "allocs/op", sample->used.allocs);
}

bool hm_report_is_builtin_unit(const char *unit)
{
    static const char *const builtin[] = { "ns/op", "MB/s", "B/op", "allocs/op" };
    for (size_t i = 0; i < sizeof builtin / sizeof builtin[0]; i++)
        if (strcmp(unit, builtin[i]) == 0)
            return true;
    return false;
}

struct hm_report_number_form hm_report_number_form(double value)
{
    double y = fabs(value);
    static const struct {
        double from;
        struct hm_report_number_form form;
    } forms[] = {
        { 999.95, { 10, 0 } },     { 99.995, { 12, 1 } },   { 9.9995, { 13, 2 } },
        { 0.99995, { 14, 3 } },    { 0.099995, { 15, 4 } }, { 0.0099995, { 16, 5 } },
        { 0.00099995, { 17, 6 } },
    };
    if (y == 0)
        return forms[0].form;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (y >= forms[i].from)
            return forms[i].form;
    return (struct hm_report_number_form){ 18, 7 };
}

size_t hm_report_size_metrics(const hm_sample *sample, hm_metric out[HM_REPORT_SIZE_UNITS])
{
    const hm_sizes *sizes = &sample->sizes;
    if (!sizes->measured || sizes->n == 0)
        return 0;
    const hm_metric both[HM_REPORT_SIZE_UNITS] = {
        { "go-B/op", (double)(sizes->go / sizes->n) },         // NOLINT(bugprone-integer-division)
        { "usable-B/op", (double)(sizes->usable / sizes->n) }, // NOLINT(bugprone-integer-division)
    };
    size_t count = 0;
    double reported;
    for (size_t i = 0; i < HM_REPORT_SIZE_UNITS; i++)
        if (!hm_report_value(sample, both[i].unit, &reported))
            out[count++] = both[i];
    return count;
}
