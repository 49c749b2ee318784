/* transport_socket.c -- a TCP or Unix socket with a limit on every wait. */
#include "transport.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

/* The outcome of a connect that went on in the background. */
static int wait_connected(int fd, int timeout_ms)
{
    struct pollfd wait = { .fd = fd, .events = POLLOUT };
    int error = 0;
    socklen_t size = sizeof error;
    int ready = poll(&wait, 1, timeout_ms);
    if (ready == 0)
        return -ETIMEDOUT;
    if (ready < 0 || getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0)
        return -errno;
    return -error;
}

/* From here on a read or write blocks, but no longer than the timeout. */
static int set_timeouts(int fd, int timeout_ms)
{
    struct timeval wait = { .tv_sec = timeout_ms / 1000, .tv_usec = timeout_ms % 1000 * 1000L };
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) < 0 ||
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait) != 0 ||
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait) != 0)
        return -errno;
    return 0;
}

/* Returns the connected socket, or a negative errno. */
static int connect_one(const struct sockaddr *to, socklen_t size, int timeout_ms)
{
    int fd = socket(to->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -errno;
    int result = connect(fd, to, size) == 0 ? 0 : -errno;
    if (result == -EINPROGRESS || result == -EINTR)
        result = wait_connected(fd, timeout_ms);
    if (result == 0)
        result = set_timeouts(fd, timeout_ms);
    if (result != 0) {
        close(fd);
        return result;
    }
    int on = 1;
    if (to->sa_family != AF_UNIX)
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

static int connect_unix(const struct address *address, int timeout_ms)
{
    struct sockaddr_un to = { .sun_family = AF_UNIX };
    memcpy(to.sun_path, address->path, strlen(address->path) + 1);
    return connect_one((const struct sockaddr *)&to, sizeof to, timeout_ms);
}

/* Every address that the name has is tried; the last failure is the one reported. */
static int connect_tcp(const struct address *address, int timeout_ms, char *why)
{
    struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM }, *found;
    int code = getaddrinfo(address->host, address->port, &hints, &found);
    if (code != 0) {
        snprintf(why, WIRE_WHY_BYTES, "%s", gai_strerror(code));
        return code == EAI_MEMORY ? -ENOMEM : -EHOSTUNREACH;
    }
    int fd = -EHOSTUNREACH;
    for (const struct addrinfo *to = found; to != NULL && fd < 0; to = to->ai_next)
        fd = connect_one(to->ai_addr, to->ai_addrlen, timeout_ms);
    freeaddrinfo(found);
    return fd;
}

static int socket_write(void *self, const char *bytes, size_t len)
{
    struct socket_peer *peer = self;
    int code = wire_check_feed(&peer->check, bytes, len);
    if (code != 0)
        return code;
    while (len > 0) {
        ssize_t sent = send(peer->fd, bytes, len, MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR)
            return errno == EAGAIN || errno == EWOULDBLOCK ? -ETIMEDOUT : -errno;
        if (sent > 0) {
            bytes += sent;
            len -= (size_t)sent;
        }
    }
    return 0;
}

static ssize_t socket_read(void *self, char *bytes, size_t size)
{
    struct socket_peer *peer = self;
    for (;;) {
        ssize_t got = recv(peer->fd, bytes, size, 0);
        if (got >= 0)
            return got;
        if (errno != EINTR)
            return errno == EAGAIN || errno == EWOULDBLOCK ? -ETIMEDOUT : -errno;
    }
}

static void socket_close(void *self)
{
    struct socket_peer *peer = self;
    if (peer->fd >= 0)
        close(peer->fd);
    peer->fd = -1;
}

static const char *socket_why(void *self)
{
    struct socket_peer *peer = self;
    return peer->check.why[0] != '\0' ? peer->check.why : NULL;
}

static const struct transport_methods socket_methods = {
    .write = socket_write,
    .read = socket_read,
    .close = socket_close,
    .why = socket_why,
};

int socket_open(struct socket_peer *peer, const struct address *address, int timeout_ms,
                struct transport *transport)
{
    *peer = (struct socket_peer){ .timeout_ms = timeout_ms };
    memcpy(peer->name, address->shown, sizeof peer->name);
    *transport = (struct transport){ &socket_methods, peer, peer->name };
    peer->fd = address->is_unix ? connect_unix(address, timeout_ms)
                                : connect_tcp(address, timeout_ms, peer->check.why);
    if (peer->fd >= 0)
        return 0;
    int code = peer->fd;
    peer->fd = -1;
    return code;
}
