/* bad_server.c -- one thread, one client, one answer. */
#include "bad_server.h"

#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static int listen_somewhere(char address[32])
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    if (bind(fd, (struct sockaddr *)&at, sizeof at) != 0 || listen(fd, 1) != 0 ||
        getsockname(fd, (struct sockaddr *)&at, &size) != 0) {
        close(fd);
        return -1;
    }
    snprintf(address, 32, "127.0.0.1:%u", ntohs(at.sin_port));
    return fd;
}

static void *serve(void *arg)
{
    struct bad_server *server = arg;
    char in[256];
    size_t got = 0;
    int client = accept(server->listener, NULL, NULL);
    if (client < 0)
        return NULL;
    while (got < server->wait_bytes) {
        ssize_t n = recv(client, in, sizeof in, 0);
        if (n <= 0)
            break;
        got += (size_t)n;
    }
    send(client, server->answer, server->answer_len, MSG_NOSIGNAL);
    while (server->silent && recv(client, in, sizeof in, 0) > 0)
        ;
    close(client);
    return NULL;
}

bool bad_server_start(struct bad_server *server)
{
    server->listener = listen_somewhere(server->address);
    return server->listener >= 0 && pthread_create(&server->thread, NULL, serve, server) == 0;
}

void bad_server_stop(struct bad_server *server)
{
    shutdown(server->listener, SHUT_RDWR);
    pthread_join(server->thread, NULL);
    close(server->listener);
}

bool bad_server_absent(char address[32])
{
    int fd = listen_somewhere(address);
    return fd >= 0 && close(fd) == 0;
}

bool bad_server_reachable(void)
{
    struct sockaddr_in at = { .sin_family = AF_INET,
                              .sin_port = htons(9),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0); /* nothing is sent */
    bool reached = fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof at) == 0;
    if (fd >= 0)
        close(fd);
    return reached;
}
