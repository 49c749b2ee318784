/* ledger.c -- lay the launcher's shared memory over this process's numbers. */
#include "count/totals.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/kernel.h"
#include "base/variable.h"
#include "count/lane.h"

struct hm_count_process hm_count_process;

/* What this process needs to find its extent, and a forked child to claim one. */
static struct {
    char path[64];
    struct hm_count_ledger *page; /* NULL: not attached */
    int64_t extent;               /* number of our extent; -1: this process is not followed */
} ledger = { .extent = -1 };

extern char **environ;

/* Take *e out of the environment. The kernel put the auxiliary vector behind it, and some programs
 * find that vector by its place: so in the kernel's array, which is on the stack, the variables
 * before *e move up. Programs that begin at argv find the first variable twice. */
static void forget(char **e)
{
    static char no_variable[] = "";
    if ((uintptr_t)environ < (uintptr_t)__builtin_frame_address(0)) { /* a library's own array */
        while ((e[0] = e[1]) != NULL)
            e++;
        return;
    }
    for (; e > environ; e--)
        e[0] = e[-1];
    e[0] = e[1] != NULL ? e[1] : no_variable;
    environ++;
}

/* Remove this library from LD_PRELOAD. The launcher put it first; the rest is the user's own. */
static void forget_preload(void)
{
    for (char **e = environ; e != NULL && *e != NULL; e++) {
        if (strncmp(*e, "LD_PRELOAD=", 11) != 0)
            continue;
        char *value = *e + 11;
        size_t ours = strcspn(value, ": ");
        if (value[ours] != '\0')
            memmove(value, value + ours + 1, strlen(value + ours + 1) + 1);
        else
            forget(e);
        return;
    }
}

static void forget_ledger(void)
{
    size_t name = strlen(HM_COUNT_LEDGER_ENV);
    for (char **e = environ; e != NULL && *e != NULL; e++) {
        if (strncmp(*e, HM_COUNT_LEDGER_ENV, name) != 0 || (*e)[name] != '=')
            continue;
        forget(e);
        return;
    }
}

static bool open_page(int fd)
{
    struct hm_count_ledger *page =
        hm_base_mmap(NULL, HM_COUNT_LEDGER_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (page == MAP_FAILED)
        return false;
    if (page->magic == HM_COUNT_LEDGER_MAGIC && page->version == HM_COUNT_LEDGER_VERSION &&
        page->extent_size == HM_COUNT_LEDGER_EXTENT) {
        ledger.page = page;
        return true;
    }
    hm_base_munmap(page, HM_COUNT_LEDGER_PAGE);
    return false;
}

static off_t extent_at(uint32_t number)
{
    return (off_t)HM_COUNT_LEDGER_PAGE + (off_t)number * (off_t)HM_COUNT_LEDGER_EXTENT;
}

static void introduce(struct hm_count_process *p, uint32_t forked)
{
    p->pid = (int32_t)hm_base_getpid();
    p->ppid = (int32_t)hm_base_getppid();
    p->forked = forked;
    ssize_t n = hm_base_readlink("/proc/self/exe", p->exe, sizeof p->exe - 1);
    p->exe[n > 0 ? n : 0] = '\0';
}

static bool lost(enum hm_count_lost why)
{
    __atomic_fetch_add(&ledger.page->lost[why], 1, __ATOMIC_RELAXED);
    return false;
}

/* Claim the next extent of the ledger and map it over hm_count_process, with what is counted there
 * so far. */
static bool claim(int fd, uint32_t forked)
{
    uint32_t number = __atomic_fetch_add(&ledger.page->processes, 1, __ATOMIC_RELAXED);
    if (number >= HM_COUNT_LEDGER_PROCESSES)
        return lost(HM_COUNT_LOST_FULL);
    struct hm_count_process *shared = hm_base_mmap(
        NULL, sizeof hm_count_process, PROT_READ | PROT_WRITE, MAP_SHARED, fd, extent_at(number));
    if (shared == MAP_FAILED)
        return lost(HM_COUNT_LOST_MEMORY);
    size_t used = offsetof(struct hm_count_process, lanes) +
                  hm_count_process.lanes_used * sizeof(struct hm_count_lane);
    memcpy(shared, &hm_count_process, used);
    introduce(shared, forked);
    if (hm_base_mremap(shared, sizeof hm_count_process, sizeof hm_count_process,
                       MREMAP_MAYMOVE | MREMAP_FIXED, &hm_count_process) == MAP_FAILED) {
        shared->state = 0;
        hm_base_munmap(shared, sizeof hm_count_process);
        return lost(HM_COUNT_LOST_MEMORY);
    }
    ledger.extent = number;
    uint32_t unset = 0;
    __atomic_compare_exchange_n(&hm_count_process.state, &unset, HM_COUNT_PROCESS_CLAIMED, false,
                                __ATOMIC_RELEASE, __ATOMIC_RELAXED);
    return true;
}

bool hm_count_ledger_attach(void)
{
    const char *path = hm_base_variable(HM_COUNT_LEDGER_ENV);
    if (path == NULL || strlen(path) >= sizeof ledger.path || ledger.page != NULL)
        return false;
    int saved = errno;
    memcpy(ledger.path, path, strlen(path) + 1);
    int fd = hm_base_open(path, O_RDWR | O_CLOEXEC);
    bool attached = fd >= 0 && open_page(fd) && claim(fd, 0);
    if (fd >= 0)
        hm_base_close(fd);
    errno = saved;
    return attached;
}

void hm_count_ledger_clean_environment(void)
{
    if (hm_base_variable(HM_COUNT_LEDGER_ENV) == NULL ||
        (ledger.page != NULL && ledger.page->children))
        return;
    forget_preload();
    forget_ledger();
}

void hm_count_ledger_forked(bool sealed)
{
    if (ledger.page == NULL || ledger.extent < 0)
        return;
    if (sealed) {
        ledger.extent = -1;
        hm_count_lanes_leave();
        if (ledger.page->children)
            lost(HM_COUNT_LOST_SEALED);
        return;
    }
    int saved = errno;
    uint32_t lanes_used = hm_count_process.lanes_used;
    uint32_t state = hm_count_process.state;
    char reason[sizeof hm_count_process.reason];
    memcpy(reason, hm_count_process.reason, sizeof reason);
    ledger.extent = -1;
    if (hm_base_mmap(&hm_count_process, sizeof hm_count_process, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED)
        _exit(127); /* writing to the parent's numbers would be worse */
    hm_count_process.lanes_used = lanes_used;
    hm_count_process.state = state;
    memcpy(hm_count_process.reason, reason, sizeof reason);
    if (ledger.page->children) {
        int fd = hm_base_open(ledger.path, O_RDWR | O_CLOEXEC);
        if (fd >= 0) {
            claim(fd, 1);
            hm_base_close(fd);
        } else {
            lost(HM_COUNT_LOST_CLOSED);
        }
    }
    errno = saved;
}

void hm_count_ledger_unfollowed(enum hm_count_lost why)
{
    if (ledger.page != NULL)
        lost(why);
}

void *hm_count_ledger_sites(uint32_t *frames)
{
    if (ledger.page == NULL || ledger.extent < 0 || ledger.page->sites == 0)
        return NULL;
    int saved = errno;
    int fd = hm_base_open(ledger.path, O_RDWR | O_CLOEXEC);
    void *sites = fd < 0 ? MAP_FAILED
                         : hm_base_mmap(NULL, HM_COUNT_LEDGER_EXTENT - HM_COUNT_LEDGER_SITES,
                                        PROT_READ | PROT_WRITE, MAP_SHARED, fd,
                                        extent_at((uint32_t)ledger.extent) + HM_COUNT_LEDGER_SITES);
    if (fd >= 0)
        hm_base_close(fd);
    *frames = ledger.page->sites;
    hm_count_process.no_sites = sites == MAP_FAILED;
    errno = saved;
    return sites == MAP_FAILED ? NULL : sites;
}
