/* bad_server.h -- a server that misbehaves on purpose, for one client.
 *
 * It listens on a loopback port of its own, takes one connection, reads until it has `wait_bytes`,
 * sends `answer`, and then closes or stays silent until the client goes. */
#ifndef BAD_SERVER_H
#define BAD_SERVER_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct bad_server {
    size_t wait_bytes;
    const char *answer;
    size_t answer_len;
    bool silent; /* do not close after the answer */
    int listener;
    char address[32]; /* 127.0.0.1:PORT */
    pthread_t thread;
};

/* False if it cannot listen. */
bool bad_server_start(struct bad_server *server);
void bad_server_stop(struct bad_server *server);

/* A loopback port on which no server listens, as HOST:PORT. */
bool bad_server_absent(char address[32]);

/* Can 127.0.0.1 be reached? Not in a network namespace whose loopback interface is down. */
bool bad_server_reachable(void);

#endif
