/* The part of Unicode that names and tables need. */
#include "support/cmocka_all.h"

#include "base/utf8.h"

static void every_code_point_survives_the_round_trip(void **state)
{
    (void)state;
    for (uint32_t rune = 1; rune <= 0x10FFFF; rune++) {
        if (rune == 0xD800)
            rune = 0xE000;
        char text[5] = { 0 };
        uint32_t back;
        size_t length = hm_base_utf8_encode(rune, text);
        if (hm_base_utf8_decode(text, &back) != length || back != rune)
            fail_msg("U+%04X", (unsigned)rune);
    }
}

static void what_is_not_utf8_is_one_replacement_for_each_byte(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "\x80",         "\xff",         "\xc0\x80",         "\xe0\x80\x80",
        "\xed\xa0\x80", "\xf4\x90\x80", "\xf0\x80\x80\x80", "\xf5\x80\x80\x80",
        "\xe2\x82",     "\xc3(",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        uint32_t rune;
        assert_int_equal(hm_base_utf8_decode(bad[i], &rune), 1);
        assert_int_equal(rune, 0xFFFD);
    }
}

static void spaces_are_those_of_go(void **state)
{
    (void)state;
    static const uint32_t spaces[] = { ' ',    '\t',   '\n',   '\v',   '\f',   '\r',
                                       0x85,   0xA0,   0x1680, 0x2000, 0x200A, 0x2028,
                                       0x2029, 0x202F, 0x205F, 0x3000 };
    for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++)
        assert_true(hm_base_rune_is_space(spaces[i]));
    assert_false(hm_base_rune_is_space('a'));
    assert_false(hm_base_rune_is_space(0x200B));
    assert_false(hm_base_rune_is_space(0x180E));
}

static void letters_signs_and_pictures_are_printable(void **state)
{
    (void)state;
    static const uint32_t good[] = { 'a', '/', '#', 0xE9, 0x4E2D, 0x1F600, 0xFFFD };
    static const uint32_t bad[] = { 1, 0x1F, 0x7F, 0x9F, 0xAD, 0x200B, 0xE000, 0xFEFF, 0x10FFFF };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(hm_base_rune_is_printable(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(hm_base_rune_is_printable(bad[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_survives_the_round_trip),
        cmocka_unit_test(what_is_not_utf8_is_one_replacement_for_each_byte),
        cmocka_unit_test(spaces_are_those_of_go),
        cmocka_unit_test(letters_signs_and_pictures_are_printable),
    };
    return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
