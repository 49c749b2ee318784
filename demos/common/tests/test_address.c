/* test_address.c -- what users type is understood, or refused with the reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <string.h>

#include "common/address.h"

static void hosts_and_ports_are_understood(void **state)
{
    static const struct {
        const char *text, *host, *port, *shown;
    } rows[] = {
        { "127.0.0.1:6380", "127.0.0.1", "6380", "127.0.0.1:6380" },
        { "localhost", "localhost", "6379", "localhost:6379" },
        { ":7000", "127.0.0.1", "7000", "127.0.0.1:7000" },
        { "redis://db.example:1", "db.example", "1", "db.example:1" },
        { "redis://db.example/", "db.example", "6379", "db.example:6379" },
        { "redis://db.example:65535/", "db.example", "65535", "db.example:65535" },
        { "[::1]", "::1", "6379", "[::1]:6379" },
        { "redis://[::1]:6380", "::1", "6380", "[::1]:6380" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct address address;
        assert_null(address_parse(rows[i].text, &address));
        assert_false(address.is_unix);
        assert_string_equal(address.host, rows[i].host);
        assert_string_equal(address.port, rows[i].port);
        assert_string_equal(address.shown, rows[i].shown);
    }
}

static void a_unix_path_is_understood(void **state)
{
    struct address address;
    char path[128] = "unix://";
    (void)state;
    assert_null(address_parse("unix:///run/redis.sock", &address));
    assert_true(address.is_unix);
    assert_string_equal(address.path, "/run/redis.sock");
    assert_string_equal(address.shown, "/run/redis.sock");
    memset(path + 7, 'x', 107);
    assert_null(address_parse(path, &address));
    path[114] = 'x';
    assert_string_equal(address_parse(path, &address),
                        "the path of a Unix socket has at most 107 bytes");
}

static void what_is_wrong_is_said(void **state)
{
    static const struct {
        const char *text, *why;
    } rows[] = {
        { "", "the host is missing" },
        { "redis://", "the host is missing" },
        { "unix://", "the path is empty" },
        { "rediss://host", "only redis:// and unix:// are known" },
        { "redis://user:pass@host", "a user or password is not supported" },
        { "redis://host/3", "a database number or path after the host is not supported" },
        { "host:", "the port is not a number from 1 to 65535" },
        { "host:0", "the port is not a number from 1 to 65535" },
        { "host:65536", "the port is not a number from 1 to 65535" },
        { "host:+1", "the port is not a number from 1 to 65535" },
        { "host:123456789", "the port is not a number from 1 to 65535" },
        { "[::1", "[ without ]" },
        { "[]:1", "the host is missing" },
        { "[::1]x", "a port must follow ':'" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct address address;
        const char *why = address_parse(rows[i].text, &address);
        assert_non_null(why);
        assert_string_equal(why, rows[i].why);
    }
}

static void a_long_host_is_refused(void **state)
{
    char host[300];
    struct address address;
    (void)state;
    memset(host, 'h', sizeof host - 1);
    host[sizeof host - 1] = '\0';
    assert_string_equal(address_parse(host, &address), "the host has more than 255 bytes");
    host[255] = '\0';
    assert_null(address_parse(host, &address));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hosts_and_ports_are_understood),
        cmocka_unit_test(a_unix_path_is_understood),
        cmocka_unit_test(what_is_wrong_is_said),
        cmocka_unit_test(a_long_host_is_refused),
    };
    return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
