/* check.c -- the checks that only the grader runs: forty random commands, large and unusual values,
 * and a write() that fails. */
#include <heapmark/exercise.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"

enum { COMMANDS = 40, LARGE = 10 * 1000 * 1000 };

/* A peer that compares the received bytes with the expected ones, and can fail at a given byte. */
struct peer {
    struct wire wire;
    const char *want;
    size_t want_len, at;
    size_t fail_at;
    bool wrong;
};

static int compare(struct wire *w, const char *bytes, size_t len)
{
    struct peer *p = (struct peer *)w;
    if (p->fail_at != 0 && p->at + len >= p->fail_at)
        return -EPIPE;
    if (len > p->want_len - p->at || memcmp(bytes, p->want + p->at, len) != 0)
        p->wrong = true;
    else
        p->at += len;
    return 0;
}

/* Returns the bytes that the answer must send. The caller frees them; NULL: no memory. */
static char *command(struct text key, struct text value, size_t *len)
{
    char *bytes = malloc(key.len + value.len + 128);
    if (bytes == NULL)
        return NULL;
    int n = sprintf(bytes, "*3\r\n$3\r\nSET\r\n$%zu\r\n", key.len);
    memcpy(bytes + n, key.at, key.len);
    size_t at = (size_t)n + key.len;
    at += (size_t)sprintf(bytes + at, "\r\n$%zu\r\n", value.len);
    memcpy(bytes + at, value.at, value.len);
    at += value.len;
    *len = at + (size_t)sprintf(bytes + at, "\r\n");
    return bytes;
}

static bool right(hm_check *c, struct text key, struct text value, const int64_t *number)
{
    struct peer p = { .wire = { compare } };
    char *want = command(key, value, &p.want_len);
    p.want = want;
    int error = number != NULL ? set_int(&p.wire, key, *number) : set_text(&p.wire, key, value);
    bool good = hm_expect(c, want != NULL && error == 0 && !p.wrong && p.at == p.want_len,
                          "a key of %zu bytes and a value of %zu: %s", key.len, value.len,
                          p.wrong      ? "other bytes went over the wire"
                          : error != 0 ? "it returned an error"
                                       : "not all of it was sent");
    free(want);
    return good;
}

static bool sends_random_commands(hm_check *c)
{
    bool good = true;
    for (int i = 0; i < COMMANDS && good; i++) {
        char key[32], value[64], digits[24];
        struct text k = { key, hm_check_random(c) % sizeof key };
        struct text v = { value, hm_check_random(c) % sizeof value };
        for (size_t j = 0; j < k.len; j++)
            key[j] = (char)hm_check_random(c);
        for (size_t j = 0; j < v.len; j++)
            value[j] = (char)hm_check_random(c);
        int64_t number = (int64_t)hm_check_random(c);
        struct text d = { digits, (size_t)sprintf(digits, "%lld", (long long)number) };
        good = right(c, k, v, NULL) && right(c, k, d, &number);
    }
    return good;
}

static bool sends_empty_and_binary_values(hm_check *c)
{
    return right(c, (struct text){ "", 0 }, (struct text){ "", 0 }, NULL) &&
           right(c, (struct text){ "a\0b\r\n", 5 }, (struct text){ "\0\0", 2 }, NULL);
}

static bool sends_the_extreme_numbers(hm_check *c)
{
    int64_t least = INT64_MIN, most = INT64_MAX;
    return right(c, (struct text){ "k", 1 }, (struct text){ "-9223372036854775808", 20 }, &least) &&
           right(c, (struct text){ "k", 1 }, (struct text){ "9223372036854775807", 19 }, &most);
}

static bool sends_ten_megabytes(hm_check *c)
{
    char *large = malloc(LARGE);
    if (large == NULL)
        return hm_expect(c, false, "the check has no memory");
    for (size_t i = 0; i < LARGE; i++)
        large[i] = (char)(i * 2654435761u >> 24);
    bool good = right(c, (struct text){ "k", 1 }, (struct text){ large, LARGE }, NULL);
    free(large);
    return good;
}

static bool stops_when_the_wire_fails(hm_check *c)
{
    size_t len;
    char *want = command((struct text){ "C", 1 }, (struct text){ "1", 1 }, &len);
    bool good = hm_expect(c, want != NULL, "the check has no memory");
    for (size_t at = 1; at <= len && good; at++) {
        struct peer p = { .wire = { compare }, .want = want, .want_len = len, .fail_at = at };
        int error = set_int(&p.wire, (struct text){ "C", 1 }, 1);
        good = hm_expect(c, error == -EPIPE && !p.wrong,
                         "the wire fails at byte %zu and it returns %d, not write's %d", at, error,
                         -EPIPE);
    }
    free(want);
    return good;
}

static void op(void)
{
    struct peer p = { .wire = { compare }, .want = "", .fail_at = 1 };
    hm_keep(set_int(&p.wire, (struct text){ "C", 1 }, 1000));
}

int main(void)
{
    static const hm_exercise_check checks[] = {
        { "it sends forty random commands", sends_random_commands },
        { "it sends empty and binary values", sends_empty_and_binary_values },
        { "it sends the extreme numbers", sends_the_extreme_numbers },
        { "it sends ten megabytes", sends_ten_megabytes },
        { "it stops when the wire fails", stops_when_the_wire_fails },
    };
    return hm_exercise_main(&(hm_exercise){ checks, HM_COUNT(checks), op });
}
