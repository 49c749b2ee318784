/* keys.c -- three names of 51 bytes, as a cache or a database has them. */
#include "lesson.h"

const char *const known_keys[KEYS] = {
    "user:1000:sessions:2026-11-30:eu-west-1:web:counter",
    "user:1001:sessions:2026-11-30:eu-west-1:web:counter",
    "user:1002:sessions:2026-11-30:eu-west-1:web:counter",
};
