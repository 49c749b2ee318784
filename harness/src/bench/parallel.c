/* parallel.c -- hm_run_parallel(): threads that share exactly N iterations.
 *
 * Unlike Go's, the workers are started while the timer is stopped, and wait at a barrier. So
 * neither the memory nor the time for starting them is charged to the body. */
#include <pthread.h>
#include <stdatomic.h>

#include "bench/timer.h"

enum { GRAIN_NS = 100 * 1000, MOST_GRAIN = 10 * 1000 };

struct team {
    void (*body)(hm_pb *pb, void *arg);
    void *arg;
    uint64_t n, grain;
    _Atomic uint64_t taken;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    unsigned ready, finished;
    bool open, leave;
    atomic_bool left_early;
};

struct hm_pb {
    struct team *team;
    uint64_t cache; /* iterations taken from the team and not yet run */
    bool ended;     /* hm_pb_next() has returned false */
};

bool hm_pb_next(hm_pb *pb)
{
    if (pb->cache == 0) {
        struct team *team = pb->team;
        uint64_t n = atomic_fetch_add(&team->taken, team->grain) + team->grain;
        if (n <= team->n)
            pb->cache = team->grain;
        else if (n < team->n + team->grain)
            pb->cache = team->n + team->grain - n;
        else
            pb->ended = true;
        if (pb->ended)
            return false;
    }
    pb->cache--;
    return true;
}

static void *work(void *arg)
{
    struct team *team = arg;
    pthread_mutex_lock(&team->lock);
    team->ready++;
    pthread_cond_broadcast(&team->changed);
    while (!team->open)
        pthread_cond_wait(&team->changed, &team->lock);
    bool leave = team->leave;
    pthread_mutex_unlock(&team->lock);
    if (leave)
        return NULL;

    hm_pb pb = { .team = team };
    team->body(&pb, team->arg);
    if (!pb.ended)
        atomic_store(&team->left_early, true);

    pthread_mutex_lock(&team->lock);
    team->finished++;
    pthread_cond_broadcast(&team->changed);
    pthread_mutex_unlock(&team->lock);
    return NULL;
}

static uint64_t grain_of(const struct hm_bench_run *run)
{
    uint64_t grain = 0;
    if (run->previous_n > 0 && run->previous_ns > 0) {
        uint64_t n =
            run->previous_n < UINT64_MAX / GRAIN_NS ? run->previous_n : UINT64_MAX / GRAIN_NS;
        grain = GRAIN_NS * n / run->previous_ns;
    }
    return grain < 1 ? 1 : grain > MOST_GRAIN ? MOST_GRAIN : grain;
}

static void open_gate(struct team *team, bool leave)
{
    pthread_mutex_lock(&team->lock);
    team->leave = leave;
    team->open = true;
    pthread_cond_broadcast(&team->changed);
    pthread_mutex_unlock(&team->lock);
}

/* Wait until *number, the workers that are ready or that have finished, is `count`. */
static void wait_for(struct team *team, const unsigned *number, unsigned count)
{
    pthread_mutex_lock(&team->lock);
    while (*number < count)
        pthread_cond_wait(&team->changed, &team->lock);
    pthread_mutex_unlock(&team->lock);
}

static void run_team(struct hm_bench_run *run, struct team *team, pthread_t *threads,
                     unsigned count)
{
    bool was_on = run->timer_on;
    hm_bench_run_stop(run);
    unsigned started = 0;
    while (started < count && pthread_create(&threads[started], NULL, work, team) == 0)
        started++;
    wait_for(team, &team->ready, started);
    if (started < count)
        hm_bench_complain(run, "could start only %u of %u threads", started, count);
    if (was_on)
        hm_bench_run_start(run);
    open_gate(team, started < count);
    if (started == count)
        wait_for(team, &team->finished, count);
    hm_bench_run_stop(run);
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    if (was_on)
        hm_bench_run_start(run);
}

void hm_run_parallel(hm_bench *b, void (*body)(hm_pb *pb, void *arg), void *arg)
{
    struct hm_bench_run *run = b->hm_bench_run;
    if (run->n == 0)
        return;
    struct team team = {
        .body = body,
        .arg = arg,
        .n = run->n,
        .grain = grain_of(run),
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .changed = PTHREAD_COND_INITIALIZER,
    };
    unsigned count = run->parallelism * run->procs;
    pthread_t *threads = hm_bench_store_take(run->store, count * sizeof *threads);
    if (threads == NULL) {
        hm_bench_complain(b->hm_bench_run, "out of memory for %u threads", count);
        return;
    }
    run_team(run, &team, threads, count);
    if (atomic_load(&team.left_early) && !run->failed)
        hm_bench_complain(b->hm_bench_run,
                          "hm_run_parallel: body returned before hm_pb_next() == false");
}

void hm_set_parallelism(hm_bench *b, unsigned p)
{
    if (p >= 1)
        b->hm_bench_run->parallelism = p;
}
