/* address.c -- the little of a URL that Redis clients use. */
#include "address.h"

#include <stdio.h>
#include <string.h>

static bool copy(char *to, size_t size, const char *from, size_t len)
{
    if (len >= size)
        return false;
    memcpy(to, from, len);
    to[len] = '\0';
    return true;
}

const char *address_of_path(const char *path, struct address *address)
{
    *address = (struct address){ .is_unix = true };
    if (path[0] == '\0')
        return "the path is empty";
    if (!copy(address->path, sizeof address->path, path, strlen(path)))
        return "the path of a Unix socket has at most 107 bytes";
    snprintf(address->shown, sizeof address->shown, "%s", address->path);
    return NULL;
}

static bool is_port(const char *text)
{
    unsigned long port = 0;
    size_t len = strlen(text);
    if (len == 0 || len > 5)
        return false;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        port = port * 10 + (unsigned)(text[i] - '0');
    }
    return port >= 1 && port <= 65535;
}

const char *address_parse(const char *text, struct address *address)
{
    *address = (struct address){ .is_unix = false };
    if (strncmp(text, "unix://", 7) == 0)
        return address_of_path(text + 7, address);
    bool url = strncmp(text, "redis://", 8) == 0;
    if (url)
        text += 8;
    if (strstr(text, "://") != NULL)
        return "only redis:// and unix:// are known";
    if (strchr(text, '@') != NULL)
        return "a user or password is not supported";
    size_t len = strlen(text);
    if (url && len > 0 && text[len - 1] == '/')
        len--;
    if (memchr(text, '/', len) != NULL)
        return "a database number or path after the host is not supported";

    bool bracketed = text[0] == '[';
    const char *host = text + bracketed;
    const char *host_end = bracketed ? memchr(text, ']', len) : memchr(text, ':', len);
    if (bracketed && host_end == NULL)
        return "[ without ]";
    const char *end = text + len;
    const char *rest = host_end == NULL ? end : host_end + bracketed;
    if (host_end == NULL)
        host_end = end;
    if (host_end == host && (bracketed || rest == end))
        return "the host is missing";
    if (host_end == host) { /* ":6379", as Go writes it */
        host = "127.0.0.1";
        host_end = host + strlen(host);
    }
    if (!copy(address->host, sizeof address->host, host, (size_t)(host_end - host)))
        return "the host has more than 255 bytes";
    if (rest < end && *rest != ':')
        return "a port must follow ':'";
    const char *port = rest < end ? rest + 1 : "6379";
    size_t port_len = rest < end ? (size_t)(end - port) : strlen(port);
    if (!copy(address->port, sizeof address->port, port, port_len) || !is_port(address->port))
        return "the port is not a number from 1 to 65535";
    snprintf(address->shown, sizeof address->shown, bracketed ? "[%s]:%s" : "%s:%s", address->host,
             address->port);
    return NULL;
}
