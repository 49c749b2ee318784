/* driver.c -- gives the answer a list of values and says what it printed. The input is the size of
 * the buffer, then the letter of each value with the value behind it: 8 bytes of a number, or a
 * text with its NUL. */
#include <heapmark/exercise.h>

#include <string.h>

#include "contract.h"

enum { ROOM = 1024, GUARD = 16, UNTOUCHED = 0x5a };

struct list {
    char kinds[LIST_MAX + 1];
    size_t count;
    union {
        int64_t number;
        const char *text;
    } values[LIST_MAX];
};

static void take_list(hm_trial *t, struct list *list)
{
    for (list->count = 0; hm_trial_left(t) > 0; list->count++) {
        char kind = *(const char *)hm_trial_take(t, 1);
        list->kinds[list->count] = kind;
        if (kind == 's') {
            const char *text = hm_trial_take(t, 1);
            list->values[list->count].text = text;
            for (const char *at = text; *at != '\0';)
                at = hm_trial_take(t, 1);
        } else {
            memcpy(&list->values[list->count].number, hm_trial_take(t, 8), 8);
        }
    }
    list->kinds[list->count] = '\0';
}

/* A variable argument is a word of its own, a number as well as an address, so that sixteen words
 * are any list. The address of a text is passed as what it is. */
#define V(i)                                                                                       \
    list->kinds[i] == 's' ? (int64_t)(intptr_t)list->values[i].text : list->values[i].number
#define ALL                                                                                        \
    V(0), V(1), V(2), V(3), V(4), V(5), V(6), V(7), V(8), V(9), V(10), V(11), V(12), V(13), V(14), \
        V(15)

static void op(hm_trial *t)
{
    static _Thread_local char buffer[ROOM + GUARD];
    static _Thread_local struct list of_thread;
    struct list *list = &of_thread;
    uint16_t size;
    memset(list, 0, sizeof *list);
    memset(buffer, UNTOUCHED, sizeof buffer);
    memcpy(&size, hm_trial_take(t, sizeof size), sizeof size);
    take_list(t, list);
    hm_trial_begin(t);
    size_t length = list_print(size > 0 ? buffer : NULL, size, list->kinds, ALL);
    hm_trial_end(t);
    if (size > 0)
        hm_say_bytes(t, buffer, strnlen(buffer, size));
    hm_say(t, ", length %zu", length);
    for (size_t i = size; i < (size_t)size + GUARD; i++)
        if (buffer[i] != UNTOUCHED) {
            hm_say(t, ", and it writes behind the end of the buffer");
            break;
        }
}

int main(void)
{
    return hm_exercise_main(op);
}
