/* cfi.c -- an interpreter of call frame instructions (.eh_frame), for plain functions.
 *
 * The tables are found by libgcc, which also trusts them. Here they are not trusted: nothing is
 * read beyond the lengths that they state, nor, where libc can say how far that reaches (glibc
 * 2.35), outside the program or library that they are part of. */
#include "stacks/cfi.h"

#include <stddef.h>
#include <string.h>

#if defined(__x86_64__)

#include <dlfcn.h>

#ifdef DLFO_STRUCT_HAS_EH_DBASE /* glibc has _dl_find_object(): without locks, fit for signal      \
                                   handlers */
#pragma weak _dl_find_object

static bool one_object_holds(const uint8_t *fde, const uint8_t *from, uint64_t bytes)
{
    struct dl_find_object object;
    if (_dl_find_object == NULL)
        return true;
    if (_dl_find_object((void *)(uintptr_t)fde, &object) != 0)
        return false;
    uintptr_t start = (uintptr_t)object.dlfo_map_start, end = (uintptr_t)object.dlfo_map_end;
    return (uintptr_t)from >= start && (uintptr_t)from < end && bytes <= end - (uintptr_t)from;
}
#else
static bool one_object_holds(const uint8_t *fde, const uint8_t *from, uint64_t bytes)
{
    (void)fde, (void)from, (void)bytes;
    return true;
}
#endif

enum { RBP = 6, RSP = 7, RA = 16, NOT_PLAIN = 255, NESTED = 8 };
enum { SDATA4_PCREL = 0x1b };

struct bases {
    void *text, *data, *function;
};

/* libgcc's; declared in no header that is installed. */
extern const void *_Unwind_Find_FDE(void *pc, struct bases *bases);

struct row {
    uint64_t reg; /* the register of the frame's end, or NOT_PLAIN */
    int64_t offset;
    bool rbp_saved, ra_saved;
    int64_t rbp_offset;
};

struct table {
    const uint8_t *at, *end;
    uint64_t code_unit;
    int64_t data_unit;
    uintptr_t location, target; /* the row wanted is the one that holds at target */
    struct row row, initial, stack[NESTED];
    unsigned depth;
    bool bad;
};

static uint64_t unsigned_of(struct table *t)
{
    uint64_t value = 0;
    for (unsigned shift = 0; t->at < t->end; shift += 7) {
        uint8_t byte = *t->at++;
        if (shift < 64)
            value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return value;
    }
    t->bad = true;
    return 0;
}

static int64_t signed_of(struct table *t)
{
    uint64_t value = 0;
    for (unsigned shift = 0; t->at < t->end;) {
        uint8_t byte = *t->at++;
        if (shift < 64)
            value |= (uint64_t)(byte & 0x7f) << shift;
        shift += 7;
        if (byte >= 0x80)
            continue;
        return (int64_t)((byte & 0x40) != 0 && shift < 64 ? value | ~UINT64_C(0) << shift : value);
    }
    t->bad = true;
    return 0;
}

static uint32_t fixed(struct table *t, size_t bytes)
{
    uint32_t value = 0;
    if (t->end - t->at < (ptrdiff_t)bytes) {
        t->bad = true;
        return 0;
    }
    memcpy(&value, t->at, bytes);
    t->at += bytes;
    return value;
}

static void saved(struct table *t, uint64_t reg, int64_t offset)
{
    if (reg == RBP) {
        t->row.rbp_saved = true;
        t->row.rbp_offset = offset;
    } else if (reg == RA) {
        t->row.ra_saved = offset == -8;
    }
}

static void restored(struct table *t, uint64_t reg)
{
    if (reg == RBP) {
        t->row.rbp_saved = t->initial.rbp_saved;
        t->row.rbp_offset = t->initial.rbp_offset;
    } else if (reg == RA) {
        t->row.ra_saved = t->initial.ra_saved;
    }
}

/* A rule that is not "saved at": of rbp or the return address, it is more than is understood. */
static void other_rule(struct table *t, uint64_t reg)
{
    if (reg == RBP || reg == RA)
        t->row.reg = NOT_PLAIN;
}

static void skip_block(struct table *t)
{
    uint64_t length = unsigned_of(t);
    if (t->bad || length > (uint64_t)(t->end - t->at))
        t->bad = true;
    else
        t->at += length;
}

static void remember(struct table *t)
{
    if (t->depth == NESTED)
        t->bad = true;
    else
        t->stack[t->depth++] = t->row;
}

static void recall(struct table *t)
{
    if (t->depth == 0)
        t->bad = true;
    else
        t->row = t->stack[--t->depth];
}

/* The instructions whose first byte says everything but the operands; names as in DWARF. */
static void extended(struct table *t, uint8_t op)
{
    uint64_t reg;
    switch (op) {
    case 0x00: /* nop */
        return;
    case 0x02: /* advance_loc1, 2, 4 */
    case 0x03:
    case 0x04:
        t->location += fixed(t, (size_t)1 << (op - 2)) * t->code_unit;
        return;
    case 0x05: /* offset_extended */
        reg = unsigned_of(t);
        saved(t, reg, (int64_t)unsigned_of(t) * t->data_unit);
        return;
    case 0x06: /* restore_extended */
        restored(t, unsigned_of(t));
        return;
    case 0x07: /* undefined, same_value */
    case 0x08:
        other_rule(t, unsigned_of(t));
        return;
    case 0x09: /* register */
        other_rule(t, unsigned_of(t));
        unsigned_of(t);
        return;
    case 0x0a:
        remember(t);
        return;
    case 0x0b:
        recall(t);
        return;
    case 0x0c: /* def_cfa */
        t->row.reg = unsigned_of(t);
        t->row.offset = (int64_t)unsigned_of(t);
        return;
    case 0x0d: /* def_cfa_register */
        t->row.reg = unsigned_of(t);
        return;
    case 0x0e: /* def_cfa_offset */
        t->row.offset = (int64_t)unsigned_of(t);
        return;
    case 0x0f: /* def_cfa_expression */
        t->row.reg = NOT_PLAIN;
        skip_block(t);
        return;
    case 0x10: /* expression, val_expression */
    case 0x16:
        other_rule(t, unsigned_of(t));
        skip_block(t);
        return;
    case 0x2e: /* GNU_args_size */
        unsigned_of(t);
        return;
    default:
        t->bad = true;
    }
}

static void run(struct table *t)
{
    while (!t->bad && t->at < t->end) {
        uint8_t op = *t->at++;
        uint8_t low = op & 0x3f;
        if (op >> 6 == 1)
            t->location += low * t->code_unit;
        else if (op >> 6 == 2)
            saved(t, low, (int64_t)unsigned_of(t) * t->data_unit);
        else if (op >> 6 == 3)
            restored(t, low);
        else
            extended(t, op);
        if (t->location > t->target)
            return;
    }
}

/* The part that functions share. False if it is not the usual one: with or without exceptions, no
 * signal frame, addresses as 4 bytes relative to their place. */
static bool read_common(struct table *t, const uint8_t *fde, const uint8_t *cie)
{
    enum { LEAST = 14 }; /* what a part with the letters "zR" has at least */
    uint32_t length;
    if (!one_object_holds(fde, cie, sizeof length))
        return false;
    memcpy(&length, cie, sizeof length);
    if (length < LEAST || !one_object_holds(fde, cie, 4 + (uint64_t)length))
        return false;
    t->at = cie + 8;
    t->end = cie + 4 + length;
    uint8_t version = (uint8_t)fixed(t, 1);
    const char *letters = (const char *)t->at;
    bool exceptions = strncmp(letters, "zPLR", 5) == 0; /* and zRS, a signal frame, is neither */
    if (version != 1 || (!exceptions && strncmp(letters, "zR", 3) != 0))
        return false; /* a signal frame, an old or a new format: libgcc's business */
    t->at += strlen(letters) + 1;
    t->code_unit = unsigned_of(t);
    t->data_unit = signed_of(t);
    if (fixed(t, 1) != RA)
        return false;
    unsigned_of(t); /* bytes that follow */
    if (exceptions && (fixed(t, 1) & 0xf) != (SDATA4_PCREL & 0xf))
        return false;
    if (exceptions)
        fixed(t, 4), fixed(t, 1); /* the personality, and how its data is found */
    if (fixed(t, 1) != SDATA4_PCREL)
        return false;
    t->location = t->target = 0;
    run(t);
    t->initial = t->row;
    return !t->bad;
}

bool hm_stacks_cfi_at(uintptr_t pc, struct hm_stacks_cfi *out)
{
    struct bases bases;
    const uint8_t *fde = _Unwind_Find_FDE((void *)(pc - 1), &bases); // NOLINT
    if (fde == NULL)
        return false;
    uint32_t length;
    int32_t back; /* from the word itself to the part that functions share */
    memcpy(&length, fde, sizeof length);
    memcpy(&back, fde + 4, sizeof back);
    struct table t = { .row = { .reg = NOT_PLAIN } };
    if (length < 13 || !one_object_holds(fde, fde, 4 + (uint64_t)length) ||
        !read_common(&t, fde, fde + 4 - back))
        return false;
    t.at = fde + 16; /* past where the function starts and how long it is */
    t.end = fde + 4 + length;
    skip_block(&t);
    t.location = (uintptr_t)bases.function;
    t.target = pc - 1;
    run(&t);
    if (t.bad || !t.row.ra_saved || (t.row.reg != RSP && t.row.reg != RBP))
        return false;
    *out = (struct hm_stacks_cfi){ .from_rbp = t.row.reg == RBP,
                                   .offset = t.row.offset,
                                   .rbp_saved = t.row.rbp_saved,
                                   .rbp_offset = t.row.rbp_offset };
    return true;
}

#else

bool hm_stacks_cfi_at(uintptr_t pc, struct hm_stacks_cfi *out)
{
    (void)pc, (void)out;
    return false;
}

#endif
