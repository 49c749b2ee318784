/* rules.c -- the rules for all instructions but calls; contract in rules.h. */
#include "escape/proof/rules.h"

#include "escape/llvm/ir.h"
#include "escape/llvm/place.h"
#include "escape/proof/bases.h"
#include "escape/proof/call.h"

/* `result` is what is read from `size` bytes, `offset` bytes after the state's value. */
static void read_from(struct proof_walk *walk, const struct proof_state *state, LLVMValueRef result,
                      int64_t size, int64_t offset)
{
    if (state->path.depth == 0)
        return;
    struct escape_path path = escape_path_moved(state->path, escape_offset_exactly(offset));
    if (!escape_offset_meets(path.at[0], -walk->program->pointer_bytes, size))
        return;
    if (llvm_is_aggregate(result)) {
        proof_walk_reach(walk, state, result, path, result);
        return;
    }
    bool pointer = llvm_is_pointer(result);
    if (walk->pointers_only && !pointer)
        return;
    bool whole = size >= walk->program->pointer_bytes && escape_offset_meets(path.at[0], -1, 1) &&
                 (pointer || path.at[0].step == 0);
    unsigned depth = path.depth - 1;
    proof_walk_reach_by(walk, state, result,
                        whole ? escape_path_pop(path) : escape_path_unknown(depth), result,
                        PROOF_DEED_READ_BACK, NULL);
    if (path.deeper)
        proof_walk_reach_by(walk, state, result, escape_path_unknown(depth), result,
                            PROOF_DEED_READ_BACK, NULL);
}

/* The state's value is written to memory at `pointer`. */
static void write_to(struct proof_walk *walk, const struct proof_state *state, LLVMValueRef pointer,
                     LLVMValueRef use)
{
    if (llvm_is_aggregate(state->value))
        proof_walk_store(walk, state, pointer, state->path, use, false);
    else
        proof_walk_store(walk, state, pointer,
                         escape_path_push(state->path, escape_offset_exactly(0)), use,
                         state->path.depth > 0);
}

static void pass_on(struct proof_walk *walk, const struct proof_state *state, LLVMValueRef result)
{
    proof_walk_reach(walk, state, result, state->path, result);
}

/* The result leads to the same object, but the offset is unknown. */
static void pass_on_somewhere(struct proof_walk *walk, const struct proof_state *state,
                              LLVMValueRef result)
{
    proof_walk_reach(walk, state, result, escape_path_moved(state->path, escape_offset_any()),
                     result);
}

static void use_gep(struct proof_walk *walk, const struct proof_state *state, LLVMValueRef gep)
{
    if (LLVMGetOperand(gep, 0) == state->value)
        proof_walk_reach(walk, state, gep,
                         escape_path_moved(state->path, llvm_gep_offset(walk->program, gep)), gep);
    for (int i = 1; i < LLVMGetNumOperands(gep); i++)
        if (LLVMGetOperand(gep, (unsigned)i) == state->value)
            pass_on_somewhere(walk, state, gep);
}

/* True when only the low bits of the block's own address are kept. They are the same for all
 * aligned blocks, so they do not lead back to this one. */
static bool only_tag_bits(const struct proof_state *state, LLVMOpcode opcode, int64_t constant)
{
    bool mask =
        (opcode == LLVMAnd && constant >= 0 && constant <= 15) ||
        (opcode == LLVMURem && constant > 0 && constant <= 16 && (constant & (constant - 1)) == 0);
    return mask && state->path.depth == 0 && state->path.at[0].step == 0;
}

static void use_arithmetic(struct proof_walk *walk, const struct proof_state *state,
                           LLVMValueRef user, LLVMOpcode opcode)
{
    LLVMValueRef left = LLVMGetOperand(user, 0), right = LLVMGetOperand(user, 1);
    int64_t constant;
    if (!llvm_constant(right, &constant)) {
        /* The distance between two places in one object does not lead back to it. */
        if (opcode == LLVMSub && proof_bases_same(walk->analysis, left, right))
            return;
        pass_on_somewhere(walk, state, user);
        return;
    }
    if (only_tag_bits(state, opcode, constant))
        return;
    struct escape_offset by = escape_offset_any();
    if (opcode == LLVMAdd)
        by = escape_offset_exactly(constant);
    else if (opcode == LLVMSub)
        by = escape_offset_minus(escape_offset_exactly(0), escape_offset_exactly(constant));
    else if (opcode == LLVMOr && constant >= 0 && constant <= 15 && state->path.at[0].step == 0 &&
             state->path.at[0].at % 16 == 0)
        by = escape_offset_exactly(constant);
    proof_walk_reach(walk, state, user, escape_path_moved(state->path, by), user);
}

static void use_return(struct proof_walk *walk, const struct proof_state *state, LLVMValueRef user)
{
    struct proof_deed deed = { PROOF_DEED_RETURNED_FROM, llvm_name_of(walk->function) };
    struct proof_effect effect = { .kind = PROOF_RETURNED,
                                   .path = state->path,
                                   .deed = deed,
                                   .at = llvm_place_of(user),
                                   .steps = proof_step_after(state, user, deed) };
    proof_effects_add(&walk->effects, &effect);
}

static void use_extract(struct proof_walk *walk, const struct proof_state *state, LLVMValueRef user)
{
    LLVMTypeRef type = LLVMTypeOf(LLVMGetOperand(user, 0));
    int64_t offset = llvm_field_offset(walk->program, type, user);
    read_from(walk, state, user, llvm_store_size(walk->program, LLVMTypeOf(user)), offset);
}

static void use_insert(struct proof_walk *walk, const struct proof_state *state, LLVMValueRef user)
{
    if (LLVMGetOperand(user, 0) == state->value)
        pass_on(walk, state, user);
    if (LLVMGetOperand(user, 1) != state->value)
        return;
    struct escape_offset at =
        escape_offset_exactly(llvm_field_offset(walk->program, LLVMTypeOf(user), user));
    if (llvm_is_aggregate(state->value))
        proof_walk_reach(
            walk, state, user,
            escape_path_moved(state->path, escape_offset_minus(escape_offset_exactly(0), at)),
            user);
    else
        proof_walk_reach(walk, state, user, escape_path_push(state->path, at), user);
}

/* An atomic exchange stores one operand and returns what was there before. */
static void use_atomic(struct proof_walk *walk, const struct proof_state *state, LLVMValueRef user,
                       unsigned stored)
{
    LLVMValueRef memory = LLVMGetOperand(user, 0), value = LLVMGetOperand(user, stored);
    if (value == state->value)
        write_to(walk, state, memory, user);
    if (memory != state->value || state->path.depth == 0)
        return;
    int64_t size = llvm_store_size(walk->program, LLVMTypeOf(value));
    if (llvm_is_aggregate(user)) {
        if (escape_offset_meets(state->path.at[0], -walk->program->pointer_bytes, size))
            proof_walk_reach(walk, state, user, escape_path_unknown(state->path.depth), user);
    } else {
        read_from(walk, state, user, size, 0);
    }
}

static void use_memory(struct proof_walk *walk, const struct proof_state *state, LLVMValueRef user,
                       LLVMOpcode opcode)
{
    switch (opcode) {
    case LLVMLoad:
        read_from(walk, state, user, llvm_store_size(walk->program, LLVMTypeOf(user)), 0);
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

/* Instructions that compute a new value from the one that leads to the block. False: `user` is none
 * of them. */
static bool use_value(struct proof_walk *walk, const struct proof_state *state, LLVMValueRef user,
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

/* Instructions whose result has bits of the address, in other positions. */
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

void proof_walk_use(struct proof_walk *walk, const struct proof_state *state, LLVMValueRef user)
{
    LLVMOpcode opcode = LLVMGetInstructionOpcode(user);
    switch (opcode) {
    case LLVMICmp: /* the result of a comparison does not lead back to the address */
    case LLVMFCmp:
    case LLVMBr:
    case LLVMSwitch:
        break;
    case LLVMRet:
        use_return(walk, state, user);
        break;
    case LLVMCall:
    case LLVMInvoke:
        proof_walk_call(walk, state, user);
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
            proof_walk_escape(walk, state, user, PROOF_DEED_NOT_FOLLOWED, NULL);
    }
}
