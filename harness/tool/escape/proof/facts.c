/* facts.c -- the facts of each function, found by its address; contract in facts.h. */
#include "escape/proof/facts.h"

#include "escape/base/arena.h"

struct proof_facts *proof_facts_of(struct proof_analysis *analysis, LLVMValueRef function)
{
    uintptr_t *slot = escape_map_at(&analysis->functions, (uintptr_t)function);
    if (*slot == 0)
        *slot = (uintptr_t)escape_arena_get(sizeof(struct proof_facts));
    return (struct proof_facts *)*slot;
}
