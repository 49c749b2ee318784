/* cfi.c -- an interpreter of call frame instructions (DWARF 5, section 6.4; .eh_frame), for plain
 * functions.
 *
 * libgcc finds a function's FDE (frame description entry), which points to a CIE (common
 * information entry). The tables are not trusted: nothing is read beyond the lengths that they
 * state. Where libc can say where an object ends (glibc 2.35), nothing is read outside the program
 * or library that holds them either. */
#include "stacks/cfi.h"

#include <stddef.h>
#include <string.h>

#if defined(__x86_64__)

#include <dlfcn.h>
#include <dwarf.h> /* constants alone: nothing of libdw is linked */

#ifdef DLFO_STRUCT_HAS_EH_DBASE /* glibc has _dl_find_object(): lock-free, async-signal-safe */
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

enum { RBP = 6, RSP = 7, RA = 16 }; /* DWARF's register numbers */
enum { NOT_PLAIN = 255, NESTED = 8, SDATA4_PCREL = DW_EH_PE_pcrel | DW_EH_PE_sdata4 };

struct bases {
    void *text, *data, *function;
};

/* Of libgcc; no installed header declares it. */
extern const void *_Unwind_Find_FDE(void *pc, struct bases *bases);

/* One row of the table: the CFA (canonical frame address: the frame's end) is reg + offset. */
struct row {
    uint64_t reg; /* NOT_PLAIN: it is not found that way */
    int64_t offset;
    bool rbp_saved, ra_saved;
    bool ra_undefined;  /* there is no caller */
    int64_t rbp_offset; /* from the CFA */
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

static uint64_t read_uleb128(struct table *t)
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

static int64_t read_sleb128(struct table *t)
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

/* An unsigned number of 1, 2 or 4 bytes. */
static uint32_t read_fixed(struct table *t, size_t bytes)
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

/* An unsigned number times the data alignment factor of the CIE. */
static int64_t factored_offset(struct table *t)
{
    int64_t offset;
    if (__builtin_mul_overflow((int64_t)read_uleb128(t), t->data_unit, &offset))
        t->bad = true;
    return offset;
}

/* Register reg is saved at CFA + offset. */
static void saved(struct table *t, uint64_t reg, int64_t offset)
{
    if (reg == RBP) {
        t->row.rbp_saved = true;
        t->row.rbp_offset = offset;
    } else if (reg == RA) {
        t->row.ra_saved = offset == -8;
        t->row.ra_undefined = false;
    }
}

/* Register reg is again as the CIE said. */
static void restored(struct table *t, uint64_t reg)
{
    if (reg == RBP) {
        t->row.rbp_saved = t->initial.rbp_saved;
        t->row.rbp_offset = t->initial.rbp_offset;
    } else if (reg == RA) {
        t->row.ra_saved = t->initial.ra_saved;
        t->row.ra_undefined = t->initial.ra_undefined;
    }
}

/* A rule other than "saved at CFA + n". For rbp and the return address no other is understood. */
static void other_rule(struct table *t, uint64_t reg)
{
    if (reg == RBP || reg == RA)
        t->row.reg = NOT_PLAIN;
}

static void undefined(struct table *t, uint64_t reg)
{
    if (reg == RA)
        t->row.ra_undefined = true;
    else
        other_rule(t, reg);
}

static void skip_block(struct table *t)
{
    uint64_t length = read_uleb128(t);
    if (t->bad || length > (uint64_t)(t->end - t->at))
        t->bad = true;
    else
        t->at += length;
}

static void remember_state(struct table *t)
{
    if (t->depth == NESTED)
        t->bad = true;
    else
        t->stack[t->depth++] = t->row;
}

static void restore_state(struct table *t)
{
    if (t->depth == 0)
        t->bad = true;
    else
        t->row = t->stack[--t->depth];
}

/* The instructions that are not told apart by the upper two bits of the opcode. */
static void extended(struct table *t, uint8_t op)
{
    uint64_t reg;
    switch (op) {
    case DW_CFA_nop:
        return;
    case DW_CFA_advance_loc1:
    case DW_CFA_advance_loc2:
    case DW_CFA_advance_loc4:
        t->location += read_fixed(t, (size_t)1 << (op - DW_CFA_advance_loc1)) * t->code_unit;
        return;
    case DW_CFA_offset_extended:
        reg = read_uleb128(t);
        saved(t, reg, factored_offset(t));
        return;
    case DW_CFA_restore_extended:
        restored(t, read_uleb128(t));
        return;
    case DW_CFA_undefined:
        undefined(t, read_uleb128(t));
        return;
    case DW_CFA_same_value:
        other_rule(t, read_uleb128(t));
        return;
    case DW_CFA_register:
        other_rule(t, read_uleb128(t));
        read_uleb128(t);
        return;
    case DW_CFA_remember_state:
        remember_state(t);
        return;
    case DW_CFA_restore_state:
        restore_state(t);
        return;
    case DW_CFA_def_cfa:
        t->row.reg = read_uleb128(t);
        t->row.offset = (int64_t)read_uleb128(t);
        return;
    case DW_CFA_def_cfa_register:
        t->row.reg = read_uleb128(t);
        return;
    case DW_CFA_def_cfa_offset:
        t->row.offset = (int64_t)read_uleb128(t);
        return;
    case DW_CFA_def_cfa_expression:
        t->row.reg = NOT_PLAIN;
        skip_block(t);
        return;
    case DW_CFA_expression:
    case DW_CFA_val_expression:
        other_rule(t, read_uleb128(t));
        skip_block(t);
        return;
    case DW_CFA_GNU_args_size:
        read_uleb128(t);
        return;
    default:
        t->bad = true;
    }
}

static void run(struct table *t)
{
    while (!t->bad && t->at < t->end) {
        uint8_t op = *t->at++;
        uint8_t operand = op & 0x3f;
        if ((op & 0xc0) == DW_CFA_advance_loc)
            t->location += operand * t->code_unit;
        else if ((op & 0xc0) == DW_CFA_offset)
            saved(t, operand, factored_offset(t));
        else if ((op & 0xc0) == DW_CFA_restore)
            restored(t, operand);
        else
            extended(t, op);
        if (t->location > t->target)
            return;
    }
}

/* Read the CIE and run its instructions. False if it is not that of a plain function: augmentation
 * string "zR" or, with exceptions, "zPLR"; addresses as 4 bytes, pc-relative. */
static bool read_cie(struct table *t, const uint8_t *fde, const uint8_t *cie)
{
    enum { LEAST = 14 }; /* bytes of a CIE with the augmentation string "zR" */
    uint32_t length;
    if (!one_object_holds(fde, cie, sizeof length))
        return false;
    memcpy(&length, cie, sizeof length);
    if (length < LEAST || !one_object_holds(fde, cie, 4 + (uint64_t)length))
        return false;
    t->at = cie + 8;
    t->end = cie + 4 + length;
    uint8_t version = (uint8_t)read_fixed(t, 1);
    const char *augmentation = (const char *)t->at;
    bool exceptions = strncmp(augmentation, "zPLR", 5) == 0;
    if (version != 1 || (!exceptions && strncmp(augmentation, "zR", 3) != 0))
        return false; /* a signal frame ("zRS"), an older or newer format: left to libgcc */
    t->at += strlen(augmentation) + 1;
    t->code_unit = read_uleb128(t);
    t->data_unit = read_sleb128(t);
    if (read_fixed(t, 1) != RA)
        return false;
    read_uleb128(t); /* length of the augmentation data, which follows */
    if (exceptions && (read_fixed(t, 1) & 0xf) != DW_EH_PE_sdata4)
        return false;
    if (exceptions)
        read_fixed(t, 4), read_fixed(t, 1); /* the personality, and how the LSDA is encoded */
    if (read_fixed(t, 1) != SDATA4_PCREL)
        return false;
    t->location = t->target = 0;
    run(t);
    t->initial = t->row;
    return !t->bad;
}

bool hm_stacks_has_table(uintptr_t pc)
{
    struct bases bases;
    return _Unwind_Find_FDE((void *)(pc - 1), &bases) != NULL; // NOLINT
}

bool hm_stacks_cfi_at(uintptr_t pc, struct hm_stacks_cfi *out)
{
    struct bases bases;
    const uint8_t *fde = _Unwind_Find_FDE((void *)(pc - 1), &bases); // NOLINT
    if (fde == NULL)
        return false;
    uint32_t length;
    int32_t back; /* from this word back to the CIE */
    memcpy(&length, fde, sizeof length);
    memcpy(&back, fde + 4, sizeof back);
    struct table t = { .row = { .reg = NOT_PLAIN } };
    if (length < 13 || !one_object_holds(fde, fde, 4 + (uint64_t)length) ||
        !read_cie(&t, fde, fde + 4 - back))
        return false;
    t.at = fde + 16; /* past the length, `back`, and the function's start and length */
    t.end = fde + 4 + length;
    skip_block(&t); /* augmentation data */
    t.location = (uintptr_t)bases.function;
    t.target = pc - 1;
    run(&t);
    if (!t.bad && t.row.ra_undefined) {
        *out = (struct hm_stacks_cfi){ .outermost = true };
        return true;
    }
    if (t.bad || !t.row.ra_saved || (t.row.reg != RSP && t.row.reg != RBP))
        return false;
    *out = (struct hm_stacks_cfi){ .from_rbp = t.row.reg == RBP,
                                   .offset = t.row.offset,
                                   .rbp_saved = t.row.rbp_saved,
                                   .rbp_offset = t.row.rbp_offset };
    return true;
}

#else

bool hm_stacks_has_table(uintptr_t pc)
{
    (void)pc;
    return true;
}

bool hm_stacks_cfi_at(uintptr_t pc, struct hm_stacks_cfi *out)
{
    (void)pc, (void)out;
    return false;
}

#endif
