// numbers.c -- addresses copied as integers, bytes and bits. A copy from which the address can be
// rebuilt is followed; numbers made from it (a comparison, a distance) are not addresses.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct box {
    long v;
};
union word {
    struct box *box;
    long number;
    double real;
    unsigned char bytes[sizeof(void *)];
    uint32_t halves[2];
};
static uintptr_t hidden;
static struct box *global;
static unsigned char saved[sizeof(void *)];

void integer_stored(void)
{
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: stored in global hidden"
    hidden = (uintptr_t)b;
}

void xor_with_key(uintptr_t key)
{
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: stored in global hidden"
    hidden = (uintptr_t)b ^ key;
}

struct box *xor_of_two(struct box *other)
{
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: returned from xor_of_two"
    uintptr_t mixed = (uintptr_t)b ^ (uintptr_t)other;
    return (struct box *)(mixed ^ (uintptr_t)other);
}

struct box *two_halves(void)
{
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: returned from two_halves"
    uint32_t high = (uint32_t)((uintptr_t)b >> 32), low = (uint32_t)(uintptr_t)b;
    return (struct box *)((uintptr_t)high << 32 | low);
}

struct box *halves_in_memory(void)
{
    union word w, copy;
    w.box = malloc(8); // WANT "escapes to heap: returned from halves_in_memory"
    copy.halves[0] = w.halves[0];
    copy.halves[1] = w.halves[1];
    return copy.box;
}

struct box *byte_by_byte(void)
{
    struct box *b = malloc(sizeof *b), *copy; // WANT "escapes to heap: returned from byte_by_byte"
    for (size_t i = 0; i < sizeof b; i++)
        ((unsigned char *)&copy)[i] = ((unsigned char *)&b)[i];
    return copy;
}

void bytes_to_global(void)
{
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: stored in global saved"
    unsigned char *bytes = (unsigned char *)&b;
    for (size_t i = 0; i < sizeof b; i++)
        saved[i] = bytes[i];
}

void memcpy_to_integer(void)
{
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: stored in global hidden"
    uintptr_t number;
    memcpy(&number, &b, sizeof number);
    hidden = number;
}

double through_double(void)
{
    union word w;
    w.box = malloc(8); // WANT "escapes to heap: returned from through_double"
    return w.real;
}

int tagged(void)
{
    struct box *b = malloc(sizeof *b); // WANT "does not escape"
    uintptr_t tagged = (uintptr_t)b | 1;
    struct box *clean = (struct box *)(tagged & ~(uintptr_t)7);
    clean->v = 3;
    int r = (int)clean->v + (int)(tagged & 1);
    free(clean);
    return r;
}

void tagged_stored(void)
{
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: stored in global hidden"
    hidden = (uintptr_t)b | 1;
}

int alignment_checked(void)
{
    struct box *b = malloc(sizeof *b); // WANT "does not escape"
    int aligned = ((uintptr_t)b & 7) == 0;
    free(b);
    return aligned;
}

int alignment_returned(void)
{
    struct box *b = malloc(sizeof *b); // WANT "does not escape"
    int low = (int)((uintptr_t)b & 7);
    free(b);
    return low;
}

long distance(void)
{
    char *text = malloc(32); // WANT "does not escape"
    char *end = text;
    strcpy(text, "hello");
    while (*end != '\0')
        end++;
    long length = end - text;
    free(text);
    return length;
}

size_t hashed(size_t buckets)
{
    struct box *b = malloc(sizeof *b);
    // WANT "returned from hashed" IMPRECISE(a remainder is bits of the address)
    size_t slot = (uintptr_t)b % buckets;
    free(b);
    return slot;
}

int number_in_union(int as_box)
{
    union word w;
    if (as_box) {
        w.box = malloc(8); // WANT "does not escape"
        w.box->v = 1;
        int r = (int)w.box->v;
        free(w.box);
        return r;
    }
    w.number = 4;
    return w.number == 4;
}

int swapped(void)
{
    struct box *b = malloc(sizeof *b); // WANT "does not escape"
    uint64_t twice = __builtin_bswap64(__builtin_bswap64((uintptr_t)b));
    struct box *back = (struct box *)twice;
    back->v = 5;
    int r = (int)back->v;
    free(back);
    return r;
}

struct box *swapped_returned(void)
{
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: returned from swapped_returned"
    uint64_t swapped = __builtin_bswap64((uintptr_t)b);
    return (struct box *)__builtin_bswap64(swapped);
}

void as_index(void)
{
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: stored in global global"
    global = (struct box *)&((char *)NULL)[(uintptr_t)b];
}

struct narrow {
    struct box *box;
    short kind;
    unsigned char flag;
};
static int kind_of(const struct narrow *n)
{
    return n->kind + n->flag;
}

int neighbours(void)
{
    struct narrow n[2] = { { NULL, 1, 2 }, { NULL, 3, 4 } };
    int sum = 0;
    n[0].box = malloc(8); // WANT "does not escape"
    for (int i = 0; i < 2; i++)
        sum += kind_of(&n[i]);
    free(n[0].box);
    return sum;
}

struct box *asm_passes(void)
{
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: returned from asm_passes"
    __asm__("" : "+r"(b));
    return b;
}

int asm_keep(void)
{
    struct box *b = malloc(sizeof *b); // WANT "does not escape"
    b->v = 1;
    __asm__ volatile("" : : "g"(b) : "memory");
    int r = (int)b->v;
    free(b);
    return r;
}

int asm_code(void)
{
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: used by inline asm"
    __asm__ volatile("nop" : : "r"(b) : "memory");
    free(b);
    return 0;
}

struct box *spelled_out(void)
{
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: returned from spelled_out"
    uintptr_t high = (uintptr_t)b / 16, low = (uintptr_t)b % 16;
    return (struct box *)(high * 16 + low);
}

struct box *in_digits(void)
{
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: returned from in_digits"
    char digits[20];
    uintptr_t left = (uintptr_t)b, back = 0;
    for (int i = 19; i >= 0; i--, left /= 10)
        digits[i] = (char)('0' + left % 10);
    for (int i = 0; i < 20; i++)
        back = back * 10 + (uintptr_t)(digits[i] - '0');
    return (struct box *)back;
}
