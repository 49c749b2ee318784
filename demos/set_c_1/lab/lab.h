/* lab.h -- where the rungs are run: the peer they talk to, and the loops that time them.
 *
 * Without flags the peer is in memory. `--redis=HOST:PORT` (or a URL) and `--redis-socket=PATH` put
 * a real server there. Either way every byte that goes out is compared with what the case says it
 * sends, but for those that hiredis sends over its own socket to a real server; one wrong byte, one
 * reply that is not the expected one, or one command too few or too many fails the case. */
#ifndef SET_C_1_LAB_H
#define SET_C_1_LAB_H

#include <heapmark/bench.h>

#include "replies.h"
#include "set_c_1/rungs.h"

enum { PIPELINE_DEPTH = 64 };

/* The arg of each case, by the benchmark function that runs it. */
struct rung { /* bench_set, bench_pipeline, bench_gc */
    rung_fn *set;
    const struct string *sends;
};
struct reply_rung { /* bench_reply */
    read_fn *read;
    const char *answer;
};

/* A case, and where it runs. */
enum { IN_MEMORY = 1, ON_SERVER = 2 };
struct lab_case {
    hm_case bench;
    unsigned where;
};

/* The program: the ladder and lab/cases.c, in this order. Returns the exit status. */
int lab_main(int argc, char **argv, const struct lab_case *ladder, size_t count);

void bench_set(hm_bench *b);
void bench_reused(hm_bench *b);
void bench_gc(hm_bench *b);
void bench_pipeline(hm_bench *b);
void bench_encode(hm_bench *b);
void bench_reply(hm_bench *b);
void bench_hiredis_command(hm_bench *b);
void bench_hiredis_format(hm_bench *b);
void bench_hiredis_pipeline(hm_bench *b);

extern const struct string sends_set_c_1;       /* SET C 1, 27 bytes */
extern const struct string sends_set_c_1000;    /* SET C 1000 */
extern const struct string sends_set_c_1_ex_10; /* SET C 1 EX 10 */

/* Take the flags of lab/main.c out of argv. Returns 0, or 2 after one line on stderr. */
int lab_take_flags(int *argc, char **argv);

/* "tcp" or "unix" if a server was asked for, else NULL. */
const char *lab_net(void);

/* True if the cases are to run from the last to the first. */
bool lab_reversed(void);

/* Is the server there? Returns 0, or 2 after one line with its address on stderr. */
int lab_ask_server(void);

/* Connect to the peer for a case that sends `sends`, answered OK by the peer in memory. False after
 * hm_error(). The one connection of the process: lab_close() before the next. */
bool lab_open(hm_bench *b, const struct string *sends, struct string answer, struct conn *c);

/* Check that `ops` whole commands were sent, and hang up. */
void lab_close(hm_bench *b, struct conn c, uint64_t ops);

/* Mark the case failed, with the connection's own words if it broke. */
void lab_fail(hm_bench *b, struct conn c, int code);

const struct address *lab_address(void);

#endif
