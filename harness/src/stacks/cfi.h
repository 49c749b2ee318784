/* cfi.h -- where a function keeps its caller's return address and rbp, as its unwind table says.
 *
 * Only what compilers make of ordinary functions is understood: the frame found from rsp or rbp by
 * a constant. For the rest the answer is no, and libgcc must unwind. For use under a malloc hook:
 * nothing allocates. x86-64 only; elsewhere the answer is always no. */
#ifndef HM_STACKS_CFI_H
#define HM_STACKS_CFI_H

#include <stdbool.h>
#include <stdint.h>

struct hm_stacks_cfi {
    bool from_rbp;      /* the frame's end is rbp + offset, else rsp + offset */
    int64_t offset;     /* the return address lies 8 bytes below the end */
    bool rbp_saved;     /* the caller's rbp lies at the end + rbp_offset, else it is in rbp */
    int64_t rbp_offset; /* bytes */
};

/* What holds at return address `pc`. */
bool hm_stacks_cfi_at(uintptr_t pc, struct hm_stacks_cfi *out);

#endif
