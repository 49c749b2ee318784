/* rank.c -- select a value by its rank, without sorting and without memory. */
#include "base/rank.h"

#include <stdint.h>
#include <string.h>

double hm_base_middle(double below, double above)
{
    return below == above ? below : below + (above - below) / 2;
}

/* The bits of a double as a number that is ordered as the doubles are. */
static uint64_t order_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits >> 63 != 0 ? ~bits : bits | UINT64_C(1) << 63;
}

static double value_of(uint64_t order)
{
    uint64_t bits = order >> 63 != 0 ? order & ~(UINT64_C(1) << 63) : ~order;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Bisection over all doubles: the smallest one that more than `rank` values do not exceed. */
static double ranked(hm_base_value *value, const void *ctx, size_t n, size_t rank)
{
    uint64_t low = 0, high = UINT64_MAX;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        size_t up_to = 0;
        double one;
        for (size_t i = 0; i < n; i++)
            up_to += value(ctx, i, &one) && order_of(one) <= middle;
        if (up_to > rank)
            high = middle;
        else
            low = middle + 1;
    }
    return value_of(low);
}

double hm_base_median(hm_base_value *value, const void *ctx, size_t n, size_t count)
{
    double below = ranked(value, ctx, n, (count - 1) / 2);
    return count % 2 == 1 ? below : hm_base_middle(below, ranked(value, ctx, n, count / 2));
}
