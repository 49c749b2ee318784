/* ledger.c -- the ledger is a memory file: when a process is killed, nothing is left on disk. */
#include "run/ledger.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cli/size_limit.h"
#include "process/preload.h"

static off_t extent_at(uint32_t number)
{
    return (off_t)HM_COUNT_LEDGER_PAGE + (off_t)number * (off_t)HM_COUNT_LEDGER_EXTENT;
}

/* Where the limit cannot be lifted, one process has what it needs. */
static bool give_room(int fd, bool children, bool sites)
{
    off_t one = HM_COUNT_LEDGER_PAGE + (sites ? HM_COUNT_LEDGER_EXTENT : HM_COUNT_LEDGER_SITES);
    return cli_resize_memory(fd, extent_at(HM_COUNT_LEDGER_PROCESSES)) ||
           (!children && cli_resize_memory(fd, one));
}

bool run_ledger_open(struct run_ledger *ledger, bool children, uint32_t sites)
{
    *ledger = (struct run_ledger){ .fd = memfd_create("heapmark-ledger", MFD_CLOEXEC) };
    if (ledger->fd < 0)
        return false;
    struct hm_count_ledger *page = MAP_FAILED;
    if (!process_descriptor_path(ledger->fd, ledger->path, sizeof ledger->path))
        errno = ENOENT;
    else if (give_room(ledger->fd, children, sites != 0))
        page = mmap(NULL, HM_COUNT_LEDGER_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, ledger->fd, 0);
    if (page == MAP_FAILED) {
        int error = errno;
        close(ledger->fd);
        errno = error;
        return false;
    }
    *page = (struct hm_count_ledger){
        .magic = HM_COUNT_LEDGER_MAGIC,
        .version = HM_COUNT_LEDGER_VERSION,
        .children = children,
        .sites = sites,
        .extent_size = HM_COUNT_LEDGER_EXTENT,
    };
    ledger->page = page;
    return true;
}

void run_ledger_close(struct run_ledger *ledger)
{
    munmap(ledger->page, HM_COUNT_LEDGER_PAGE);
    close(ledger->fd);
}

uint32_t run_ledger_count(const struct run_ledger *ledger)
{
    return __atomic_load_n(&ledger->page->processes, __ATOMIC_ACQUIRE);
}

static size_t mapped_bytes(bool sites)
{
    return sites ? HM_COUNT_LEDGER_EXTENT : HM_COUNT_LEDGER_SITES;
}

static const struct hm_count_process *map(const struct run_ledger *ledger, uint32_t number,
                                          bool sites)
{
    void *p = mmap(NULL, mapped_bytes(sites), PROT_READ, MAP_SHARED, ledger->fd, extent_at(number));
    return p == MAP_FAILED ? NULL : p;
}

/* Without the site table where the address space has no room for it. */
struct run_extent run_ledger_map(const struct run_ledger *ledger, uint32_t number)
{
    struct run_extent extent = { .sites = ledger->page->sites != 0 };
    if (extent.sites)
        extent.process = map(ledger, number, true);
    if (extent.process == NULL) {
        extent.sites = false;
        extent.process = map(ledger, number, false);
    }
    return extent;
}

void run_ledger_unmap(const struct run_extent *extent)
{
    munmap((void *)extent->process, mapped_bytes(extent->sites));
}

const char *run_ledger_reason(enum hm_count_lost why)
{
    static const char *const reasons[HM_COUNT_LOST_REASONS] = {
        [HM_COUNT_LOST_FULL] = "more processes than the ledger holds",
        [HM_COUNT_LOST_MEMORY] = "no address space for the counts (ulimit -v)",
        [HM_COUNT_LOST_CLOSED] =
            ("a fork could not open the memory of heapmark run (another /proc, other "
             "rights, no descriptor left)"),
        [HM_COUNT_LOST_SEALED] = "a fork, after the program had installed a filter of system calls",
        [HM_COUNT_LOST_OTHER] = "built with a sanitizer, or for another dynamic linker",
        [HM_COUNT_LOST_STATIC] = "statically linked",
        [HM_COUNT_LOST_ENVIRONMENT] =
            "started with another environment (env -i, an LD_PRELOAD of its own)",
    };
    return reasons[why];
}

static void add_lane(const struct hm_count_lane *lane, struct run_process *out, uint64_t *freed)
{
#define X(name, what) out->counters.name += lane->counters.name;
    HM_COUNTER_LIST(X)
#undef X
    out->usable += lane->usable;
    *freed += lane->usable_freed;
    for (int c = 0; c < HM_COUNT_SIZE_CLASSES; c++) {
        out->class_allocs[c] += lane->class_allocs[c];
        out->class_bytes[c] += lane->class_bytes[c];
    }
}

static int64_t higher(int64_t peak, int64_t live, const struct hm_count_batch *batch)
{
    int64_t high = live + batch->high - batch->flushed;
    return high > peak ? high : peak;
}

/* A thread may have seen a higher peak since it last wrote its snapshot to the process. */
static void settle_peak(const struct hm_count_process *p, uint32_t lanes, struct run_process *out)
{
    out->peak_blocks = p->peak_blocks;
    out->peak_usable = p->peak_usable;
    for (uint32_t i = 1; i < lanes; i++) {
        out->peak_usable = higher(out->peak_usable, p->live_usable, &p->lanes[i].bytes);
        out->peak_blocks = higher(out->peak_blocks, p->live_blocks, &p->lanes[i].blocks);
    }
    if (lanes > 2) {
        out->peak_error = (uint64_t)lanes * HM_COUNT_STEP_BYTES;
        out->peak_blocks_error = (uint64_t)lanes * HM_COUNT_STEP_BLOCKS;
    }
}

/* The live amount is exact, and no peak is lower than it. */
static void raise_to(int64_t live, int64_t *peak)
{
    if (*peak < live)
        *peak = live;
}

void run_totals(const struct hm_count_process *p, struct run_process *out)
{
    _Static_assert((int)HM_COUNT_SIZE_CLASSES == (int)RUN_CLASSES, "one list of size classes");
    *out = (struct run_process){
        .pid = p->pid,
        .ppid = p->ppid,
        .exe = p->exe,
        .forked = p->forked != 0,
        .executed = p->executed[0] != '\0' ? p->executed : NULL,
        .other = p->other_allocator[0] != '\0' ? p->other_allocator : NULL,
        .other_in = p->other_in,
    };
    uint32_t state = __atomic_load_n(&p->state, __ATOMIC_ACQUIRE);
    out->running = state != HM_COUNT_PROCESS_EXITED && kill(p->pid, 0) == 0;
    if (state == HM_COUNT_PROCESS_BLIND)
        out->reason = p->reason;
    else if (state != HM_COUNT_PROCESS_COUNTING && state != HM_COUNT_PROCESS_EXITED)
        out->reason = "it ended before the library had looked at its malloc";
    uint32_t lanes = p->lanes_used < HM_COUNT_LANES ? p->lanes_used : HM_COUNT_LANES;
    uint64_t freed = 0;
    for (uint32_t i = 0; i < lanes; i++)
        add_lane(&p->lanes[i], out, &freed);
    out->live_blocks = (int64_t)(out->counters.allocs - out->counters.frees);
    out->live_usable = (int64_t)(out->usable - freed);
    /* A fork ends blocks that were counted for its parent. */
    out->freed_unseen = !out->forked && (out->live_blocks < 0 || out->live_usable < 0);
    for (uint32_t i = 1; i < lanes; i++) /* lane 0 is the shared one */
        out->threads += p->lanes[i].counters.allocs != 0;
    settle_peak(p, lanes, out);
    raise_to(out->live_blocks, &out->peak_blocks);
    raise_to(out->live_usable, &out->peak_usable);
}
