/* rules.c -- what each instruction but a call does with a state that it uses; contract in walk.h.
 */
#include "escape/base/arena.h"
#include "escape/proof/bases.h"
#include "escape/proof/walk.h"

/* What a read of `size` bytes at the state's value, giving `result`, may bring back. */
static void read_from(struct hm__walk *walk, const struct hm__state *state, LLVMValueRef result,
                      int64_t size, int64_t offset)
{
    if (state->path.depth == 0)
        return;
    struct hm__path path = hm__path_moved(state->path, hm__offset_exactly(offset));
    if (!hm__offset_meets(path.at[0], -walk->program->pointer_bytes, size))
        return;
    if (hm__is_aggregate(result)) {
        hm__walk_reach(walk, state, result, path, result, NULL);
        return;
    }
    bool pointer = LLVMGetTypeKind(LLVMTypeOf(result)) == LLVMPointerTypeKind;
    if (walk->pointers_only && !pointer)
        return;
    bool whole = size >= walk->program->pointer_bytes && hm__offset_meets(path.at[0], -1, 1) &&
                 (pointer || path.at[0].step == 0);
    unsigned depth = path.depth - 1;
    hm__walk_reach(walk, state, result, whole ? hm__path_pop(path) : hm__path_unknown(depth),
                   result, "read back");
    if (path.deeper)
        hm__walk_reach(walk, state, result, hm__path_unknown(depth), result, "read back");
}

/* The state's value is written to memory at `pointer`. */
static void write_to(struct hm__walk *walk, const struct hm__state *state, LLVMValueRef pointer,
                     LLVMValueRef use)
{
    if (hm__is_aggregate(state->value))
        hm__walk_store(walk, state, pointer, state->path, use, false);
    else
        hm__walk_store(walk, state, pointer, hm__path_push(state->path, hm__offset_exactly(0)), use,
                       state->path.depth > 0);
}

static void pass_on(struct hm__walk *walk, const struct hm__state *state, LLVMValueRef result)
{
    hm__walk_reach(walk, state, result, state->path, result, NULL);
}

/* The same, but the place inside the object is lost. */
static void pass_on_somewhere(struct hm__walk *walk, const struct hm__state *state,
                              LLVMValueRef result)
{
    hm__walk_reach(walk, state, result, hm__path_moved(state->path, hm__offset_any()), result,
                   NULL);
}

static void use_gep(struct hm__walk *walk, const struct hm__state *state, LLVMValueRef gep)
{
    if (LLVMGetOperand(gep, 0) == state->value)
        hm__walk_reach(walk, state, gep,
                       hm__path_moved(state->path, hm__gep_offset(walk->program, gep)), gep, NULL);
    for (int i = 1; i < LLVMGetNumOperands(gep); i++)
        if (LLVMGetOperand(gep, (unsigned)i) == state->value)
            pass_on_somewhere(walk, state, gep);
}

/* The low bits of a block's own address are those of its alignment and say nothing about it. */
static bool only_tag_bits(const struct hm__state *state, LLVMOpcode opcode, int64_t constant)
{
    bool mask =
        (opcode == LLVMAnd && constant >= 0 && constant <= 15) ||
        (opcode == LLVMURem && constant > 0 && constant <= 16 && (constant & (constant - 1)) == 0);
    return mask && state->path.depth == 0 && state->path.at[0].step == 0;
}

static void use_arithmetic(struct hm__walk *walk, const struct hm__state *state, LLVMValueRef user,
                           LLVMOpcode opcode)
{
    LLVMValueRef left = LLVMGetOperand(user, 0), right = LLVMGetOperand(user, 1);
    int64_t constant;
    if (!hm__constant(right, &constant)) {
        /* The distance between two places in one object is a number, not an address. */
        if (opcode == LLVMSub && hm__bases_same(walk->program, left, right))
            return;
        pass_on_somewhere(walk, state, user);
        return;
    }
    if (only_tag_bits(state, opcode, constant))
        return;
    struct hm__offset by = hm__offset_any();
    if (opcode == LLVMAdd)
        by = hm__offset_exactly(constant);
    else if (opcode == LLVMSub)
        by = hm__offset_minus(hm__offset_exactly(0), hm__offset_exactly(constant));
    else if (opcode == LLVMOr && constant >= 0 && constant <= 15 && state->path.at[0].step == 0 &&
             state->path.at[0].at % 16 == 0)
        by = hm__offset_exactly(constant);
    hm__walk_reach(walk, state, user, hm__path_moved(state->path, by), user, NULL);
}

static void use_return(struct hm__walk *walk, const struct hm__state *state, LLVMValueRef user)
{
    const char *reason = hm__arena_format("returned from %s", hm__name_of(walk->function));
    struct hm__effect effect = { .kind = HM__RETURNED,
                                 .path = state->path,
                                 .reason = reason,
                                 .at = hm__place_of(user),
                                 .steps = hm__step_after(state, user, reason) };
    hm__effects_add(&walk->effects, &effect);
}

static void use_extract(struct hm__walk *walk, const struct hm__state *state, LLVMValueRef user)
{
    LLVMTypeRef type = LLVMTypeOf(LLVMGetOperand(user, 0));
    int64_t offset = hm__field_offset(walk->program, type, user);
    read_from(walk, state, user, hm__store_size(walk->program, LLVMTypeOf(user)), offset);
}

static void use_insert(struct hm__walk *walk, const struct hm__state *state, LLVMValueRef user)
{
    if (LLVMGetOperand(user, 0) == state->value)
        pass_on(walk, state, user);
    if (LLVMGetOperand(user, 1) != state->value)
        return;
    struct hm__offset at =
        hm__offset_exactly(hm__field_offset(walk->program, LLVMTypeOf(user), user));
    if (hm__is_aggregate(state->value))
        hm__walk_reach(walk, state, user,
                       hm__path_moved(state->path, hm__offset_minus(hm__offset_exactly(0), at)),
                       user, NULL);
    else
        hm__walk_reach(walk, state, user, hm__path_push(state->path, at), user, NULL);
}

/* An atomic exchange both stores one operand and gives back what was there. */
static void use_atomic(struct hm__walk *walk, const struct hm__state *state, LLVMValueRef user,
                       unsigned stored)
{
    LLVMValueRef memory = LLVMGetOperand(user, 0), value = LLVMGetOperand(user, stored);
    if (value == state->value)
        write_to(walk, state, memory, user);
    if (memory != state->value || state->path.depth == 0)
        return;
    int64_t size = hm__store_size(walk->program, LLVMTypeOf(value));
    if (hm__is_aggregate(user)) {
        if (hm__offset_meets(state->path.at[0], -walk->program->pointer_bytes, size))
            hm__walk_reach(walk, state, user, hm__path_unknown(state->path.depth), user, NULL);
    } else {
        read_from(walk, state, user, size, 0);
    }
}

static void use_memory(struct hm__walk *walk, const struct hm__state *state, LLVMValueRef user,
                       LLVMOpcode opcode)
{
    switch (opcode) {
    case LLVMLoad:
        read_from(walk, state, user, hm__store_size(walk->program, LLVMTypeOf(user)), 0);
        break;
    case LLVMStore:
        if (LLVMGetOperand(user, 0) == state->value)
            write_to(walk, state, LLVMGetOperand(user, 1), user);
        break;
    case LLVMAtomicRMW:
        use_atomic(walk, state, user, 1);
        break;
    default:
        use_atomic(walk, state, user, 2);
    }
}

/* Instructions that make a new value of the one that leads to the block. False: not one of them. */
static bool use_value(struct hm__walk *walk, const struct hm__state *state, LLVMValueRef user,
                      LLVMOpcode opcode)
{
    switch (opcode) {
    case LLVMGetElementPtr:
        use_gep(walk, state, user);
        return true;
    case LLVMSelect:
        if (LLVMGetOperand(user, 1) == state->value || LLVMGetOperand(user, 2) == state->value)
            pass_on(walk, state, user);
        return true;
    case LLVMAdd:
    case LLVMSub:
    case LLVMMul:
    case LLVMAnd:
    case LLVMOr:
    case LLVMXor:
    case LLVMShl:
    case LLVMLShr:
    case LLVMAShr:
    case LLVMUDiv:
    case LLVMSDiv:
    case LLVMURem:
    case LLVMSRem:
        use_arithmetic(walk, state, user, opcode);
        return true;
    case LLVMExtractValue:
        use_extract(walk, state, user);
        return true;
    case LLVMInsertValue:
        use_insert(walk, state, user);
        return true;
    case LLVMBitCast:
    case LLVMAddrSpaceCast:
    case LLVMFreeze:
    case LLVMPHI:
    case LLVMPtrToInt:
    case LLVMIntToPtr:
        pass_on(walk, state, user);
        return true;
    default:
        return false;
    }
}

/* Instructions after which the bits are still those of the address, but not in their place. */
static bool scatters_bits(LLVMOpcode opcode)
{
    switch (opcode) {
    case LLVMTrunc:
    case LLVMZExt:
    case LLVMSExt:
    case LLVMExtractElement:
    case LLVMInsertElement:
    case LLVMShuffleVector:
    case LLVMFNeg:
    case LLVMFAdd:
    case LLVMFSub:
    case LLVMFMul:
    case LLVMFDiv:
    case LLVMFRem:
    case LLVMFPToUI:
    case LLVMFPToSI:
    case LLVMUIToFP:
    case LLVMSIToFP:
    case LLVMFPTrunc:
    case LLVMFPExt:
        return true;
    default:
        return false;
    }
}

void hm__walk_use(struct hm__walk *walk, const struct hm__state *state, LLVMValueRef user)
{
    LLVMOpcode opcode = LLVMGetInstructionOpcode(user);
    switch (opcode) {
    case LLVMICmp: /* a yes or a no does not bring the address back */
    case LLVMFCmp:
    case LLVMBr:
    case LLVMSwitch:
        break;
    case LLVMRet:
        use_return(walk, state, user);
        break;
    case LLVMCall:
    case LLVMInvoke:
        hm__walk_call(walk, state, user);
        break;
    case LLVMLoad:
    case LLVMStore:
    case LLVMAtomicRMW:
    case LLVMAtomicCmpXchg:
        use_memory(walk, state, user, opcode);
        break;
    default:
        if (scatters_bits(opcode))
            pass_on_somewhere(walk, state, user);
        else if (!use_value(walk, state, user, opcode))
            hm__walk_escape(walk, state, user, "used in a way that is not followed");
    }
}
