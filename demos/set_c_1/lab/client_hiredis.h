/* client_hiredis.h -- the same command by hiredis; rungs.h in terms of its own connection. */
#ifndef SET_C_1_CLIENT_HIREDIS_H
#define SET_C_1_CLIENT_HIREDIS_H

#include <hiredis.h>

#include "common/iface.h"

#define HIREDIS_TEXT_2(a, b, c) #a "." #b "." #c
#define HIREDIS_TEXT(a, b, c)   HIREDIS_TEXT_2(a, b, c)
#define HIREDIS_VERSION         HIREDIS_TEXT(HIREDIS_MAJOR, HIREDIS_MINOR, HIREDIS_PATCH)

/* 0, or -ENOMEM, -EIO (c->errstr says why), -EPROTO if the answer is not OK. */
int set_hiredis_command(redisContext *c);
int send_hiredis(redisContext *c);
int receive_hiredis(redisContext *c);

/* Only format SET C 1, and compare: -EPROTO if it is not `want`. */
int format_hiredis(struct string want);

#endif
