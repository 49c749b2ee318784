/* cfi.h -- where a function keeps its caller's return address and rbp: its call frame information.
 *
 * Only what compilers make of ordinary functions is understood: a CFA (canonical frame address, the
 * end of the frame) that is rsp or rbp plus a constant. For everything else the answer is false,
 * and libgcc must unwind. For use under a malloc hook: nothing allocates. Thread-safe. x86-64 only;
 * elsewhere the answer is always false. */
#ifndef HM_STACKS_CFI_H
#define HM_STACKS_CFI_H

#include <stdbool.h>
#include <stdint.h>

struct hm_stacks_cfi {
    bool outermost;     /* nothing called this function; the rest is not set */
    bool from_rbp;      /* the CFA is rbp + offset, else rsp + offset */
    int64_t offset;     /* bytes; the return address lies 8 bytes below the CFA */
    bool rbp_saved;     /* the caller's rbp lies at the CFA + rbp_offset, else it is still in rbp */
    int64_t rbp_offset; /* bytes */
};

/* The rules that hold at return address `pc`. False: not known. */
bool hm_stacks_cfi_at(uintptr_t pc, struct hm_stacks_cfi *out);

/* Has the code before the return address pc an unwind table? True where it is not known. */
bool hm_stacks_has_table(uintptr_t pc);

#endif
