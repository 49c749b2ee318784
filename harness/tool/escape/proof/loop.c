/* loop.c -- searches along the control-flow graph, stopped by the instructions that overwrite;
 * contract in loop.h. */
#include "escape/proof/loop.h"

#include <string.h>

#include "escape/base/arena.h"
#include "escape/llvm/blocks.h"
#include "escape/llvm/ir.h"
#include "escape/proof/bases.h"

struct list {
    LLVMValueRef *items;
    size_t count, room;
};

static bool contains(const struct list *list, LLVMValueRef item)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == item)
            return true;
    return false;
}

static void add(struct list *list, LLVMValueRef item)
{
    if (!contains(list, item))
        *ESCAPE_APPEND(list->items, list->count, list->room) = item;
}

/* The calls of a function that may return twice; looked for once. */
static const struct proof_facts *with_twice(struct proof_analysis *analysis, LLVMValueRef function)
{
    struct proof_facts *facts = proof_facts_of(analysis, function);
    if (facts->twice_known)
        return facts;
    facts->twice_known = true;
    for (LLVMValueRef i = llvm_first_instruction(function); i != NULL; i = llvm_next_instruction(i))
        if (llvm_is_call(i) &&
            (llvm_returns_twice(i) || (analysis->pointers_twice && llvm_callee_of(i) == NULL)))
            *ESCAPE_APPEND(facts->twice, facts->twice_count, facts->twice_room) = i;
    return facts;
}

/* Search from just after `from`, along the edges of the control-flow graph. */
static bool reaches_from(LLVMValueRef from, const struct list *goals, const struct list *stops,
                         struct llvm_blocks *visited)
{
    LLVMBasicBlockRef block = LLVMGetInstructionParent(from);
    LLVMValueRef at = LLVMGetNextInstruction(from);
    for (size_t next = visited->count;;) {
        bool stopped = false;
        for (; at != NULL && !stopped; at = LLVMGetNextInstruction(at)) {
            if (contains(goals, at))
                return true;
            stopped = contains(stops, at);
        }
        if (!stopped)
            llvm_blocks_add_successors(visited, block, NULL);
        if (next == visited->count)
            return false;
        block = visited->items[next++];
        at = LLVMGetFirstInstruction(block);
    }
}

/* Is there a way from just after `from` to one of `goals` that meets none of `stops` first? The
 * graph has no edge for longjmp, and a signal handler may call it anywhere: so there is a way from
 * every place to just after each call that returns twice. */
static bool reaches(struct proof_analysis *analysis, LLVMValueRef from, const struct list *goals,
                    const struct list *stops)
{
    struct llvm_blocks visited = { 0 };
    if (reaches_from(from, goals, stops, &visited))
        return true;
    LLVMValueRef function = LLVMGetBasicBlockParent(LLVMGetInstructionParent(from));
    const struct proof_facts *facts = with_twice(analysis, function);
    for (size_t i = 0; i < facts->twice_count; i++)
        if (reaches_from(facts->twice[i], goals, stops, &visited))
            return true;
    return false;
}

static bool reaches_one(struct proof_analysis *analysis, LLVMValueRef from, LLVMValueRef goal,
                        const struct list *stops)
{
    struct list goals = { 0 };
    add(&goals, goal);
    return reaches(analysis, from, &goals, stops);
}

bool proof_loop_runs_again(struct proof_analysis *analysis, LLVMValueRef site)
{
    struct list none = { 0 };
    return reaches_one(analysis, site, site, &none);
}

/* A phi reads its operand on the edge: at the end of the block the operand comes from. */
static void add_use(struct list *uses, LLVMValueRef value, LLVMValueRef user)
{
    if (LLVMIsAPHINode(user) == NULL) {
        add(uses, user);
        return;
    }
    for (unsigned i = 0; i < LLVMCountIncoming(user); i++)
        if (LLVMGetIncomingValue(user, i) == value)
            add(uses, LLVMGetBasicBlockTerminator(LLVMGetIncomingBlock(user, i)));
}

/* A site that is a function of the program may use what it gets after it has made the block, as
 * `head = push(head, i)` does. */
static bool used_inside(LLVMValueRef site, const struct list *uses)
{
    return llvm_body_of(site) != NULL && contains(uses, site);
}

bool proof_loop_value_outlives(struct proof_analysis *analysis, LLVMValueRef site,
                               LLVMValueRef value)
{
    if (value == site || LLVMIsAInstruction(value) == NULL || LLVMIsAAllocaInst(value) != NULL)
        return false;
    struct list stops = { 0 }, uses = { 0 };
    add(&stops, value);
    if (!reaches_one(analysis, value, site, &stops))
        return false;
    for (LLVMUseRef use = LLVMGetFirstUse(value); use != NULL; use = LLVMGetNextUse(use))
        add_use(&uses, value, LLVMGetUser(use));
    return used_inside(site, &uses) || reaches(analysis, site, &uses, &stops);
}

/* What is done with an object's memory through pointers that this function computes from it. */
struct accesses {
    const struct proof_loop_memory *memory;
    struct list pointers; /* the object, and pointers computed from it */
    struct list reads;    /* instructions that may read it */
    struct list stops;    /* instructions that overwrite the place or begin its lifetime */
    bool elsewhere;       /* its address is also stored where reads are not found */
};

/* True for a store of a whole pointer to exactly the same place. */
static bool overwrites(const struct proof_loop_memory *memory, LLVMValueRef store)
{
    const struct llvm_program *program = memory->analysis->program;
    struct proof_bases bases;
    if (memory->at.step != 0 ||
        llvm_store_size(program, LLVMTypeOf(LLVMGetOperand(store, 0))) < program->pointer_bytes)
        return false;
    proof_bases_of(memory->analysis, LLVMGetOperand(store, 1), &bases);
    return bases.count == 1 && bases.list[0].value == memory->object &&
           bases.list[0].at.step == 0 && bases.list[0].at.at == memory->at.at;
}

/* True when the callee may keep the address in argument `index` after the call. */
static bool keeps(struct proof_analysis *analysis, LLVMValueRef call, unsigned index)
{
    LLVMValueRef callee = llvm_callee_of(call);
    if (callee == NULL)
        return true;
    if (llvm_has_final_body(callee)) {
        if (index >= LLVMCountParams(callee))
            return true;
        const struct proof_effects *effects =
            analysis->effects_of(analysis, callee, index, escape_path_start());
        return proof_effects_first(effects) != NULL;
    }
    const char *fates = llvm_known_fates(callee);
    if (fates == NULL)
        return !llvm_argument_not_captured(call, index);
    return strchr(".fwvdsTnb%", (char)escape_known_fate(fates, index)) == NULL;
}

static void note_call(struct accesses *accesses, LLVMValueRef pointer, LLVMValueRef call)
{
    if (llvm_is_intrinsic(call, "llvm.lifetime.start")) {
        add(&accesses->stops, call);
        return;
    }
    if (llvm_is_intrinsic(call, "llvm.lifetime.end"))
        return;
    if (llvm_is_intrinsic(call, "llvm.mem")) {
        if (!llvm_is_intrinsic(call, "llvm.memset") && LLVMGetOperand(call, 1) == pointer)
            add(&accesses->reads, call);
        return;
    }
    add(&accesses->reads, call);
    for (unsigned i = 0; i < LLVMGetNumArgOperands(call); i++)
        if (LLVMGetOperand(call, i) == pointer && keeps(accesses->memory->analysis, call, i))
            accesses->elsewhere = true;
}

static void note_use(struct accesses *accesses, LLVMValueRef pointer, LLVMValueRef user)
{
    switch (LLVMGetInstructionOpcode(user)) {
    case LLVMGetElementPtr:
    case LLVMBitCast:
    case LLVMAddrSpaceCast:
    case LLVMFreeze:
    case LLVMPHI:
    case LLVMSelect:
        add(&accesses->pointers, user);
        break;
    case LLVMICmp:
        break;
    case LLVMLoad:
        add(&accesses->reads, user);
        break;
    case LLVMStore:
        if (LLVMGetOperand(user, 0) == pointer)
            accesses->elsewhere = true;
        else if (overwrites(accesses->memory, user))
            add(&accesses->stops, user);
        break;
    case LLVMCall:
    case LLVMInvoke:
        note_call(accesses, pointer, user);
        break;
    default:
        accesses->elsewhere = true;
    }
}

/* A block, or memory of alloca(), lives on when its instruction runs again and makes another one.
 * True if the program may then still reach the earlier one. */
static bool earlier_is_reached(const struct accesses *accesses)
{
    const struct proof_loop_memory *memory = accesses->memory;
    if (!proof_loop_runs_again(memory->analysis, memory->object))
        return false;
    if (accesses->elsewhere)
        return true;
    for (size_t i = 0; i < accesses->pointers.count; i++)
        if (proof_loop_value_outlives(memory->analysis, memory->object,
                                      accesses->pointers.items[i]))
            return true;
    return false;
}

static void find_accesses(const struct proof_loop_memory *memory, struct accesses *accesses)
{
    *accesses = (struct accesses){ .memory = memory };
    add(&accesses->pointers, memory->object);
    for (size_t i = 0; i < accesses->pointers.count; i++) {
        LLVMValueRef pointer = accesses->pointers.items[i];
        for (LLVMUseRef use = LLVMGetFirstUse(pointer); use != NULL; use = LLVMGetNextUse(use))
            note_use(accesses, pointer, LLVMGetUser(use));
    }
    if (LLVMIsAInstruction(memory->object) == NULL)
        return;
    if (earlier_is_reached(accesses))
        accesses->stops.count = 0; /* what is written now is not the earlier one */
    else
        add(&accesses->stops, memory->object);
}

bool proof_loop_memory_holds(const struct proof_loop_memory *memory)
{
    if (memory->object == memory->site) /* a block that points to itself */
        return false;
    /* An out-parameter of the site itself: the site overwrites what it wrote before. */
    if (memory->use == memory->site && memory->at.step == 0)
        return false;
    struct accesses accesses;
    find_accesses(memory, &accesses);
    return reaches_one(memory->analysis, memory->use, memory->site, &accesses.stops);
}

bool proof_loop_memory_is_read(const struct proof_loop_memory *memory)
{
    struct accesses accesses;
    find_accesses(memory, &accesses);
    return accesses.elsewhere || used_inside(memory->site, &accesses.reads) ||
           reaches(memory->analysis, memory->site, &accesses.reads, &accesses.stops);
}
