/* order.c -- the names of what sites are ranked by. */
#include "run/report.h"

const struct run_order_names run_orders[RUN_ORDERS] = {
    [RUN_ALLOCS] = { "blocks", "most blocks", "most_allocs", "allocs" },
    [RUN_BYTES] = { "bytes", "most bytes", "most_bytes", "bytes" },
    [RUN_LIVE_BLOCKS] = { "live-blocks", "most blocks alive at exit", "most_live_blocks",
                          "live_blocks" },
    [RUN_LIVE_BYTES] = { "live", "most bytes alive at exit", "most_live_bytes", "live_bytes" },
    [RUN_PEAK_BLOCKS] = { "peak-blocks", "most blocks at the peak", "most_peak_blocks",
                          "peak_blocks" },
    [RUN_PEAK_BYTES] = { "peak", "most bytes at the peak", "most_peak_bytes", "peak_bytes" },
};
