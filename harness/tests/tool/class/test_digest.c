/* test_digest.c -- SHA-256 gives what FIPS 180-4 and its examples say. */
#include "support/cmocka_all.h"

#include <string.h>
#include <unistd.h>

#include "class/digest.h"

static const char *digest_of(const void *bytes, size_t length, size_t step)
{
    static char text[CLASS_DIGEST_TEXT];
    struct class_digest d;
    class_digest_begin(&d);
    for (size_t i = 0; i < length; i += step)
        class_digest_add(&d, (const char *)bytes + i, length - i < step ? length - i : step);
    class_digest_end(&d, text);
    return text;
}

static void the_examples_of_the_standard_hold(void **state)
{
    (void)state;
    static const char two[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    assert_string_equal(digest_of("", 0, 1),
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_string_equal(digest_of("abc", 3, 3),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_string_equal(digest_of(two, sizeof two - 1, 7),
                        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void a_million_letters_in_pieces_of_any_size_are_the_same(void **state)
{
    (void)state;
    static char letters[1000 * 1000];
    static const size_t steps[] = { 1, 63, 64, 65, sizeof letters };
    memset(letters, 'a', sizeof letters);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        assert_string_equal(digest_of(letters, sizeof letters, steps[i]),
                            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void words_are_parted(void **state)
{
    (void)state;
    static const char *const words[][2] = { { "ab", "c" }, { "a", "bc" }, { "abc", NULL } };
    char text[3][CLASS_DIGEST_TEXT];
    for (size_t i = 0; i < 3; i++) {
        struct class_digest d;
        class_digest_begin(&d);
        class_digest_word(&d, words[i][0]);
        class_digest_word(&d, words[i][1]);
        class_digest_end(&d, text[i]);
    }
    assert_string_not_equal(text[0], text[1]);
    assert_string_not_equal(text[1], text[2]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_standard_hold),
        cmocka_unit_test(a_million_letters_in_pieces_of_any_size_are_the_same),
        cmocka_unit_test(words_are_parted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
