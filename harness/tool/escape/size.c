/* size.c -- the size of a block, through functions that pass a request on; contract in size.h. */
#include "escape/size.h"

#include "escape/llvm/ir.h"
#include "escape/proof/bases.h"
#include "escape/proof/loop.h"

enum { CALLS_DEEP = 8, VALUES_DEEP = 24, BLOCKS_AHEAD = 24 };

/* In the body of a function a parameter has the value that `call` gives it; that value is one of
 * the function around the call, which `outer` is about. NULL: any call, so it is not known. */
struct scope {
    struct proof_analysis *analysis;
    LLVMValueRef call;
    const struct scope *outer;
    unsigned deep;
};

static bool value_of(LLVMValueRef value, const struct scope *scope, unsigned deep, int64_t *result);

static bool two_values(LLVMValueRef of, const struct scope *scope, unsigned deep, int64_t *a,
                       int64_t *b)
{
    return value_of(LLVMGetOperand(of, 0), scope, deep, a) &&
           value_of(LLVMGetOperand(of, 1), scope, deep, b);
}

/* Not what an integer of that type cannot hold: it would be another number. */
static bool fits(LLVMValueRef value, int64_t number)
{
    unsigned width = LLVMGetIntTypeWidth(LLVMTypeOf(value));
    int64_t limit = width < 64 && width > 0 ? (int64_t)1 << (width - 1) : INT64_MAX;
    return width <= 64 && number <= limit - (width < 64) && number >= -limit;
}

/* An operation on sizes: what is negative or too large for 63 bits is none. */
static bool computed(LLVMValueRef value, const struct scope *scope, unsigned deep, int64_t *result)
{
    int64_t a, b;
    if (!two_values(value, scope, deep, &a, &b))
        return false;
    switch (LLVMGetInstructionOpcode(value)) {
    case LLVMAdd:
        return !__builtin_add_overflow(a, b, result);
    case LLVMSub:
        return !__builtin_sub_overflow(a, b, result) && *result >= 0;
    case LLVMMul:
        return !__builtin_mul_overflow(a, b, result);
    case LLVMUDiv:
        *result = a >= 0 && b > 0 ? a / b : -1;
        return *result >= 0;
    case LLVMShl:
        return b >= 0 && b < 62 && !__builtin_mul_overflow(a, (int64_t)1 << b, result);
    case LLVMLShr:
        *result = a >= 0 && b >= 0 && b < 63 ? a >> b : -1;
        return *result >= 0;
    case LLVMAnd:
        *result = a & b;
        return true;
    case LLVMOr:
        *result = a | b;
        return true;
    default:
        return false;
    }
}

static bool compared(LLVMValueRef value, const struct scope *scope, unsigned deep, int64_t *result)
{
    int64_t a, b;
    if (!two_values(value, scope, deep, &a, &b))
        return false;
    LLVMIntPredicate how = LLVMGetICmpPredicate(value);
    bool below = a < b;
    if (how >= LLVMIntUGT && how <= LLVMIntULE)
        below = (uint64_t)a < (uint64_t)b;
    switch (how) {
    case LLVMIntEQ:
        *result = a == b;
        return true;
    case LLVMIntNE:
        *result = a != b;
        return true;
    case LLVMIntUGT:
    case LLVMIntSGT:
        *result = !below && a != b;
        return true;
    case LLVMIntUGE:
    case LLVMIntSGE:
        *result = !below;
        return true;
    case LLVMIntULT:
    case LLVMIntSLT:
        *result = below;
        return true;
    case LLVMIntULE:
    case LLVMIntSLE:
        *result = below || a == b;
        return true;
    default:
        return false;
    }
}

/* The block from which `to` is entered first, if the way there is known. NULL: it is not. */
static LLVMBasicBlockRef entered_from(LLVMBasicBlockRef to, const struct scope *scope,
                                      unsigned deep)
{
    LLVMBasicBlockRef at = LLVMGetEntryBasicBlock(LLVMGetBasicBlockParent(to));
    for (unsigned i = 0; i < BLOCKS_AHEAD && at != to; i++) {
        LLVMValueRef end = LLVMGetBasicBlockTerminator(at);
        int64_t taken = 1;
        if (end == NULL || LLVMGetInstructionOpcode(end) != LLVMBr ||
            (LLVMIsConditional(end) && !value_of(LLVMGetCondition(end), scope, deep, &taken)))
            return NULL;
        LLVMBasicBlockRef next = LLVMGetSuccessor(end, taken != 0 ? 0 : 1);
        if (next == to)
            return at;
        at = next;
    }
    return NULL;
}

static bool merged(LLVMValueRef phi, const struct scope *scope, unsigned deep, int64_t *result)
{
    LLVMBasicBlockRef from = NULL; /* in a loop it has a value for each time */
    if (scope != NULL && !proof_loop_runs_again(scope->analysis, phi))
        from = entered_from(LLVMGetInstructionParent(phi), scope, deep);
    for (unsigned i = 0; from != NULL && i < LLVMCountIncoming(phi); i++)
        if (LLVMGetIncomingBlock(phi, i) == from)
            return value_of(LLVMGetIncomingValue(phi, i), scope, deep, result);
    return false;
}

/* The value, if it is the same number every time. */
static bool value_of(LLVMValueRef value, const struct scope *scope, unsigned deep, int64_t *result)
{
    int64_t condition;
    if (llvm_constant(value, result))
        return true;
    if (deep == VALUES_DEEP || LLVMGetTypeKind(LLVMTypeOf(value)) != LLVMIntegerTypeKind)
        return false;
    if (LLVMIsAArgument(value) != NULL) {
        unsigned index = llvm_param_index(value);
        return scope != NULL && index < LLVMGetNumArgOperands(scope->call) &&
               value_of(LLVMGetOperand(scope->call, index), scope->outer, deep + 1, result);
    }
    if (LLVMIsAInstruction(value) == NULL)
        return false;
    switch (LLVMGetInstructionOpcode(value)) {
    case LLVMSelect:
        return value_of(LLVMGetOperand(value, 0), scope, deep + 1, &condition) &&
               value_of(LLVMGetOperand(value, condition != 0 ? 1 : 2), scope, deep + 1, result);
    case LLVMZExt:
    case LLVMSExt:
        return value_of(LLVMGetOperand(value, 0), scope, deep + 1, result) && *result >= 0;
    case LLVMTrunc:
        return value_of(LLVMGetOperand(value, 0), scope, deep + 1, result) && *result >= 0 &&
               fits(value, *result);
    case LLVMICmp:
        return compared(value, scope, deep + 1, result);
    case LLVMPHI:
        return merged(value, scope, deep + 1, result);
    default:
        return LLVMGetNumOperands(value) == 2 && computed(value, scope, deep + 1, result) &&
               fits(value, *result);
    }
}

static bool constant_argument(LLVMValueRef call, int argument, const struct scope *scope,
                              int64_t *value)
{
    return argument >= 0 && (unsigned)argument < LLVMGetNumArgOperands(call) &&
           value_of(LLVMGetOperand(call, (unsigned)argument), scope, 0, value);
}

static bool size_of_call(LLVMValueRef call, const struct escape_allocator *allocator,
                         const struct scope *scope, struct escape_size *size)
{
    int64_t count = 1;
    if (!constant_argument(call, allocator->size, scope, &size->bytes))
        return false;
    if (allocator->count >= 0 && !constant_argument(call, allocator->count, scope, &count))
        return false;
    if (__builtin_mul_overflow(size->bytes, count, &size->bytes))
        return false;
    size->frees = allocator->old >= 0 && size->bytes == 0;
    return true;
}

/* The size of the one block that a function makes, where `scope` is about its call. */
static bool size_of_body(struct proof_analysis *analysis, const struct scope *scope,
                         struct escape_size *size)
{
    const struct proof_bases *bases = proof_bases_returned(analysis, llvm_callee_of(scope->call));
    unsigned found = 0;
    for (unsigned i = 0; i < bases->count; i++) {
        LLVMValueRef inner = bases->list[i].value;
        if (bases->list[i].kind == PROOF_BASE_FRESH) {
            const struct scope nested = { analysis, inner, scope, scope->deep + 1 };
            if (nested.deep == CALLS_DEEP || !size_of_body(analysis, &nested, size))
                return false;
        } else if (bases->list[i].kind != PROOF_BASE_BLOCK) {
            continue;
        } else if (!size_of_call(inner, llvm_allocator_of(analysis->program, inner), scope, size)) {
            return false;
        }
        found++;
    }
    return found == 1;
}

struct escape_size escape_size(struct proof_analysis *analysis, LLVMValueRef call,
                               const struct escape_allocator *allocator)
{
    const struct scope scope = { analysis, call, NULL, 0 };
    struct escape_size size = { .known = false };
    size.known = allocator != NULL ? size_of_call(call, allocator, NULL, &size)
                                   : size_of_body(analysis, &scope, &size);
    return size;
}
