/* rules.c -- the rules for all instructions but calls; contract in rules.h. */
#include "escape/proof/rules.h"

#include "escape/llvm/ir.h"
#include "escape/llvm/place.h"
#include "escape/proof/bases.h"
#include "escape/proof/call.h"

/* The use reads `size` bytes, `offset` bytes after the value, and gives them as its result. */
static void read_from(struct proof_walk *walk, int64_t size, int64_t offset)
{
    if (walk->now.path.depth == 0)
        return;
    struct escape_path path = escape_path_moved(walk->now.path, escape_offset_exactly(offset));
    if (!escape_offset_meets(path.at[0], -walk->program->pointer_bytes, size))
        return;
    if (llvm_is_aggregate(walk->use)) {
        proof_walk_result(walk, path);
        return;
    }
    bool pointer = llvm_is_pointer(walk->use);
    if (walk->pointers_only && !pointer)
        return;
    bool whole = size >= walk->program->pointer_bytes && escape_offset_meets(path.at[0], -1, 1) &&
                 (pointer || path.at[0].step == 0);
    unsigned depth = path.depth - 1;
    proof_walk_result_by(walk, whole ? escape_path_pop(path) : escape_path_unknown(depth),
                         PROOF_DEED_READ_BACK, NULL);
    if (path.deeper)
        proof_walk_result_by(walk, escape_path_unknown(depth), PROOF_DEED_READ_BACK, NULL);
}

/* The value is written to memory at `pointer`. */
static void write_to(struct proof_walk *walk, LLVMValueRef pointer)
{
    if (llvm_is_aggregate(walk->now.value))
        proof_walk_store(walk, pointer, walk->now.path, false);
    else
        proof_walk_store(walk, pointer, escape_path_push(walk->now.path, escape_offset_exactly(0)),
                         walk->now.path.depth > 0);
}

static void pass_on(struct proof_walk *walk)
{
    proof_walk_result(walk, walk->now.path);
}

/* The result leads to the same object, but the offset is unknown. */
static void pass_on_somewhere(struct proof_walk *walk)
{
    proof_walk_result(walk, escape_path_moved(walk->now.path, escape_offset_any()));
}

static void use_gep(struct proof_walk *walk)
{
    if (LLVMGetOperand(walk->use, 0) == walk->now.value)
        proof_walk_result(
            walk, escape_path_moved(walk->now.path, llvm_gep_offset(walk->program, walk->use)));
    for (int i = 1; i < LLVMGetNumOperands(walk->use); i++)
        if (LLVMGetOperand(walk->use, (unsigned)i) == walk->now.value)
            pass_on_somewhere(walk);
}

/* True when only the low bits of the block's own address are kept. They are the same for all
 * aligned blocks, so they do not lead back to this one. */
static bool only_tag_bits(const struct proof_walk *walk, LLVMOpcode opcode, int64_t constant)
{
    bool mask =
        (opcode == LLVMAnd && constant >= 0 && constant <= 15) ||
        (opcode == LLVMURem && constant > 0 && constant <= 16 && (constant & (constant - 1)) == 0);
    return mask && walk->now.path.depth == 0 && walk->now.path.at[0].step == 0;
}

static void use_arithmetic(struct proof_walk *walk, LLVMOpcode opcode)
{
    LLVMValueRef left = LLVMGetOperand(walk->use, 0), right = LLVMGetOperand(walk->use, 1);
    int64_t constant;
    if (!llvm_constant(right, &constant)) {
        /* The distance between two places in one object does not lead back to it. */
        if (opcode == LLVMSub && proof_bases_same(walk->analysis, left, right))
            return;
        pass_on_somewhere(walk);
        return;
    }
    if (only_tag_bits(walk, opcode, constant))
        return;
    struct escape_offset by = escape_offset_any();
    if (opcode == LLVMAdd)
        by = escape_offset_exactly(constant);
    else if (opcode == LLVMSub)
        by = escape_offset_minus(escape_offset_exactly(0), escape_offset_exactly(constant));
    else if (opcode == LLVMOr && constant >= 0 && constant <= 15 &&
             walk->now.path.at[0].step == 0 && walk->now.path.at[0].at % 16 == 0)
        by = escape_offset_exactly(constant);
    proof_walk_result(walk, escape_path_moved(walk->now.path, by));
}

static void use_return(struct proof_walk *walk)
{
    struct proof_deed deed = { PROOF_DEED_RETURNED_FROM, llvm_name_of(walk->function) };
    struct proof_effect effect = { .kind = PROOF_RETURNED,
                                   .path = walk->now.path,
                                   .deed = deed,
                                   .at = llvm_place_of(walk->use),
                                   .steps = proof_step_after(walk, deed) };
    proof_effects_add(&walk->effects, &effect);
}

static void use_extract(struct proof_walk *walk)
{
    LLVMTypeRef type = LLVMTypeOf(LLVMGetOperand(walk->use, 0));
    int64_t offset = llvm_field_offset(walk->program, type, walk->use);
    read_from(walk, llvm_store_size(walk->program, LLVMTypeOf(walk->use)), offset);
}

static void use_insert(struct proof_walk *walk)
{
    if (LLVMGetOperand(walk->use, 0) == walk->now.value)
        pass_on(walk);
    if (LLVMGetOperand(walk->use, 1) != walk->now.value)
        return;
    struct escape_offset at =
        escape_offset_exactly(llvm_field_offset(walk->program, LLVMTypeOf(walk->use), walk->use));
    if (llvm_is_aggregate(walk->now.value))
        proof_walk_result(
            walk,
            escape_path_moved(walk->now.path, escape_offset_minus(escape_offset_exactly(0), at)));
    else
        proof_walk_result(walk, escape_path_push(walk->now.path, at));
}

/* An atomic exchange stores one operand and returns what was there before. */
static void use_atomic(struct proof_walk *walk, unsigned stored)
{
    LLVMValueRef memory = LLVMGetOperand(walk->use, 0), value = LLVMGetOperand(walk->use, stored);
    if (value == walk->now.value)
        write_to(walk, memory);
    if (memory != walk->now.value || walk->now.path.depth == 0)
        return;
    int64_t size = llvm_store_size(walk->program, LLVMTypeOf(value));
    if (llvm_is_aggregate(walk->use)) {
        if (escape_offset_meets(walk->now.path.at[0], -walk->program->pointer_bytes, size))
            proof_walk_result(walk, escape_path_unknown(walk->now.path.depth));
    } else {
        read_from(walk, size, 0);
    }
}

static void use_memory(struct proof_walk *walk, LLVMOpcode opcode)
{
    switch (opcode) {
    case LLVMLoad:
        read_from(walk, llvm_store_size(walk->program, LLVMTypeOf(walk->use)), 0);
        break;
    case LLVMStore:
        if (LLVMGetOperand(walk->use, 0) == walk->now.value)
            write_to(walk, LLVMGetOperand(walk->use, 1));
        break;
    case LLVMAtomicRMW:
        use_atomic(walk, 1);
        break;
    default:
        use_atomic(walk, 2);
    }
}

/* Instructions whose result has bits of the address, in other positions. */
static bool scatters_bits(LLVMOpcode opcode)
{
    static const LLVMOpcode scattering[] = {
        LLVMTrunc,         LLVMZExt,    LLVMSExt,   LLVMExtractElement, LLVMInsertElement,
        LLVMShuffleVector, LLVMFNeg,    LLVMFAdd,   LLVMFSub,           LLVMFMul,
        LLVMFDiv,          LLVMFRem,    LLVMFPToUI, LLVMFPToSI,         LLVMUIToFP,
        LLVMSIToFP,        LLVMFPTrunc, LLVMFPExt
    };
    for (size_t i = 0; i < sizeof scattering / sizeof *scattering; i++)
        if (scattering[i] == opcode)
            return true;
    return false;
}

/* Instructions that compute a new value from the one that leads to the block. */
static void use_value(struct proof_walk *walk, LLVMOpcode opcode)
{
    switch (opcode) {
    case LLVMGetElementPtr:
        use_gep(walk);
        break;
    case LLVMSelect:
        if (LLVMGetOperand(walk->use, 1) == walk->now.value ||
            LLVMGetOperand(walk->use, 2) == walk->now.value)
            pass_on(walk);
        break;
    case LLVMExtractValue:
        use_extract(walk);
        break;
    case LLVMInsertValue:
        use_insert(walk);
        break;
    case LLVMBitCast:
    case LLVMAddrSpaceCast:
    case LLVMFreeze:
    case LLVMPHI:
    case LLVMPtrToInt:
    case LLVMIntToPtr:
        pass_on(walk);
        break;
    default:
        if (scatters_bits(opcode))
            pass_on_somewhere(walk);
        else if (LLVMIsABinaryOperator(walk->use) != NULL)
            use_arithmetic(walk, opcode);
        else
            proof_walk_escape(walk, PROOF_DEED_NOT_FOLLOWED, NULL);
    }
}

void proof_walk_use(struct proof_walk *walk)
{
    LLVMOpcode opcode = LLVMGetInstructionOpcode(walk->use);
    switch (opcode) {
    case LLVMICmp: /* the result of a comparison does not lead back to the address */
    case LLVMFCmp:
    case LLVMBr:
    case LLVMSwitch:
        break;
    case LLVMRet:
        use_return(walk);
        break;
    case LLVMCall:
    case LLVMInvoke:
        proof_walk_call(walk);
        break;
    case LLVMLoad:
    case LLVMStore:
    case LLVMAtomicRMW:
    case LLVMAtomicCmpXchg:
        use_memory(walk, opcode);
        break;
    default:
        use_value(walk, opcode);
    }
}
