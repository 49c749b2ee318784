/* address.h -- where a Redis server listens, from what a user typed.
 *
 *     127.0.0.1:6379   localhost   [::1]:6380   redis://host:port   unix:///run/redis.sock
 *
 * The port is 6379 if none is given. */
#ifndef DEMOS_ADDRESS_H
#define DEMOS_ADDRESS_H

#include <stdbool.h>

struct address {
    bool is_unix;
    char host[256];
    char port[8];
    char path[108];  /* as large as sockaddr_un takes */
    char shown[272]; /* for messages: host:port or the path */
};

#define ADDRESS_DEFAULT "127.0.0.1:6379"

/* Returns NULL, or what is wrong with text, as one clause in static storage. Keeps no pointer to
 * text. */
const char *address_parse(const char *text, struct address *address);

/* The same for the path of a Unix socket. */
const char *address_of_path(const char *path, struct address *address);

#endif
