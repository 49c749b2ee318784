/* bases.c -- a worklist of (value, offset), joined until it is stable; contract in bases.h. */
#include "escape/proof/bases.h"

#include "escape/base/arena.h"
#include "escape/llvm/hooks.h"
#include "escape/llvm/ir.h"

enum { TRAIL_MAX = 96, NESTING_MAX = 12 };

struct trail {
    struct proof_analysis *analysis;
    struct {
        LLVMValueRef value;
        struct escape_offset at;
        bool queued;
    } seen[TRAIL_MAX];
    unsigned count;
    bool lost; /* the limits were exceeded: the answer is "unknown" */
    struct proof_bases *bases;
};

static void add_base(struct proof_bases *bases, enum proof_base_kind kind, LLVMValueRef value,
                     struct escape_offset at)
{
    for (unsigned i = 0; i < bases->count; i++)
        if (bases->list[i].kind == kind && bases->list[i].value == value) {
            bases->list[i].at = escape_offset_join(bases->list[i].at, at);
            return;
        }
    if (bases->count == PROOF_BASES_MAX) {
        bases->list[0].kind = PROOF_BASE_UNKNOWN;
        return;
    }
    bases->list[bases->count++] = (struct proof_base){ kind, value, at };
}

static void follow(struct trail *trail, LLVMValueRef value, struct escape_offset at)
{
    for (unsigned i = 0; i < trail->count; i++)
        if (trail->seen[i].value == value) {
            struct escape_offset joined = escape_offset_join(trail->seen[i].at, at);
            if (joined.at != trail->seen[i].at.at || joined.step != trail->seen[i].at.step) {
                trail->seen[i].at = joined;
                trail->seen[i].queued = true;
            }
            return;
        }
    if (trail->count == TRAIL_MAX) {
        trail->lost = true;
        return;
    }
    trail->seen[trail->count].value = value;
    trail->seen[trail->count].at = at;
    trail->seen[trail->count++].queued = true;
}

/* The result of a call of a function with a final body: what that function may return. */
static void follow_result(struct trail *trail, LLVMValueRef call, LLVMValueRef callee,
                          struct escape_offset at)
{
    const struct proof_bases *returned = proof_bases_returned(trail->analysis, callee);
    for (unsigned i = 0; i < returned->count; i++) {
        const struct proof_base *base = &returned->list[i];
        unsigned param;
        switch (base->kind) {
        case PROOF_BASE_PARAM:
            param = llvm_param_index(base->value);
            if (param < LLVMGetNumArgOperands(call))
                follow(trail, LLVMGetOperand(call, param), escape_offset_plus(at, base->at));
            break;
        case PROOF_BASE_BLOCK:
        case PROOF_BASE_FRESH:
            add_base(trail->bases,
                     trail->analysis->returns_fresh(trail->analysis, callee) ? PROOF_BASE_FRESH
                                                                             : PROOF_BASE_UNKNOWN,
                     call, at);
            break;
        case PROOF_BASE_GLOBAL:
            add_base(trail->bases, PROOF_BASE_GLOBAL, base->value, escape_offset_any());
            break;
        default:
            add_base(trail->bases, PROOF_BASE_UNKNOWN, call, at);
        }
    }
}

static void follow_call(struct trail *trail, LLVMValueRef call, struct escape_offset at)
{
    LLVMValueRef callee = llvm_callee_of(call);
    if (llvm_allocator_of(trail->analysis->program, call) != NULL) {
        add_base(trail->bases, PROOF_BASE_BLOCK, call, at);
        return;
    }
    if (callee != NULL && llvm_has_final_body(callee)) {
        follow_result(trail, call, callee, at);
        return;
    }
    const char *fates = callee != NULL ? llvm_known_fates(callee) : NULL;
    bool found = false;
    for (unsigned i = 0; i < LLVMGetNumArgOperands(call); i++) {
        enum escape_fate fate = fates != NULL ? escape_known_fate(fates, i) : ESCAPE_FATE_LOOKED_AT;
        if (llvm_argument_has(call, i, "returned")) {
            follow(trail, LLVMGetOperand(call, i), at);
            found = true;
        } else if (fate == ESCAPE_FATE_RETURNED || fate == ESCAPE_FATE_FILLED_RET ||
                   fate == ESCAPE_FATE_ELEMENTS_RET) {
            follow(trail, LLVMGetOperand(call, i), escape_offset_any());
            found = true;
        }
    }
    if (llvm_is_intrinsic(call, "llvm.threadlocal.address")) {
        follow(trail, LLVMGetOperand(call, 0), at);
        found = true;
    }
    if (!found)
        add_base(trail->bases, PROOF_BASE_UNKNOWN, call, at);
}

/* Arithmetic of an address with a constant: the left operand leads to the object. */
static void follow_arithmetic(struct trail *trail, LLVMValueRef value, LLVMOpcode opcode,
                              struct escape_offset at)
{
    LLVMValueRef left = LLVMGetOperand(value, 0), right = LLVMGetOperand(value, 1);
    int64_t constant;
    if (opcode == LLVMAdd && llvm_constant(right, &constant))
        follow(trail, left, escape_offset_plus(at, escape_offset_exactly(constant)));
    else if (opcode == LLVMSub && llvm_constant(right, &constant))
        follow(trail, left, escape_offset_minus(at, escape_offset_exactly(constant)));
    else if (llvm_constant(right, &constant) && (opcode == LLVMAnd || opcode == LLVMOr))
        follow(trail, left, escape_offset_any());
    else
        add_base(trail->bases, PROOF_BASE_UNKNOWN, value, at);
}

static void follow_instruction(struct trail *trail, LLVMValueRef value, LLVMOpcode opcode,
                               struct escape_offset at)
{
    switch (opcode) {
    case LLVMGetElementPtr:
        follow(trail, LLVMGetOperand(value, 0),
               escape_offset_plus(at, llvm_gep_offset(trail->analysis->program, value)));
        break;
    case LLVMBitCast:
    case LLVMAddrSpaceCast:
    case LLVMFreeze:
    case LLVMPtrToInt:
    case LLVMIntToPtr:
        follow(trail, LLVMGetOperand(value, 0), at);
        break;
    case LLVMPHI:
        for (unsigned i = 0; i < LLVMCountIncoming(value); i++)
            follow(trail, LLVMGetIncomingValue(value, i), at);
        break;
    case LLVMSelect:
        follow(trail, LLVMGetOperand(value, 1), at);
        follow(trail, LLVMGetOperand(value, 2), at);
        break;
    case LLVMAdd:
    case LLVMSub:
    case LLVMAnd:
    case LLVMOr:
        follow_arithmetic(trail, value, opcode, at);
        break;
    default:
        add_base(trail->bases, PROOF_BASE_UNKNOWN, value, at);
    }
}

static void follow_value(struct trail *trail, LLVMValueRef value, struct escape_offset at)
{
    if (LLVMIsAConstantPointerNull(value) != NULL || LLVMIsUndef(value))
        return;
    if (LLVMIsAGlobalValue(value) != NULL)
        add_base(trail->bases, PROOF_BASE_GLOBAL, value, at);
    else if (LLVMIsAConstantExpr(value) != NULL)
        follow_instruction(trail, value, LLVMGetConstOpcode(value), at);
    else if (LLVMIsAArgument(value) != NULL)
        add_base(trail->bases, llvm_param_has(value, "byval") ? PROOF_BASE_LOCAL : PROOF_BASE_PARAM,
                 value, at);
    else if (LLVMIsAAllocaInst(value) != NULL)
        add_base(trail->bases, PROOF_BASE_LOCAL, value, at);
    else if (llvm_is_call(value))
        follow_call(trail, value, at);
    else if (LLVMIsAInstruction(value) != NULL)
        follow_instruction(trail, value, LLVMGetInstructionOpcode(value), at);
    else
        add_base(trail->bases, PROOF_BASE_UNKNOWN, value, at);
}

static void run(struct trail *trail)
{
    for (bool more = true; more && !trail->lost;) {
        more = false;
        for (unsigned i = 0; i < trail->count; i++)
            if (trail->seen[i].queued) {
                trail->seen[i].queued = false;
                more = true;
                follow_value(trail, trail->seen[i].value, trail->seen[i].at);
            }
    }
}

/* Search from `pointer`, or, with `function`, from all that it returns. */
static void search(struct proof_analysis *analysis, LLVMValueRef pointer, LLVMValueRef function,
                   struct proof_bases *bases)
{
    struct trail trail = { .analysis = analysis, .bases = bases };
    bases->count = 0;
    trail.lost = analysis->base_nesting >= NESTING_MAX;
    analysis->base_nesting++;
    if (pointer != NULL)
        follow(&trail, pointer, escape_offset_exactly(0));
    for (LLVMBasicBlockRef block = function != NULL ? LLVMGetFirstBasicBlock(function) : NULL;
         block != NULL && !trail.lost; block = LLVMGetNextBasicBlock(block)) {
        LLVMValueRef last = LLVMGetBasicBlockTerminator(block);
        if (last != NULL && LLVMIsAReturnInst(last) != NULL && LLVMGetNumOperands(last) == 1)
            follow(&trail, LLVMGetOperand(last, 0), escape_offset_exactly(0));
    }
    run(&trail);
    analysis->base_nesting--;
    if (trail.lost) {
        bases->count = 0;
        add_base(bases, PROOF_BASE_UNKNOWN, pointer != NULL ? pointer : function,
                 escape_offset_any());
    }
}

void proof_bases_of(struct proof_analysis *analysis, LLVMValueRef pointer,
                    struct proof_bases *bases)
{
    search(analysis, pointer, NULL, bases);
}

const struct proof_bases *proof_bases_returned(struct proof_analysis *analysis,
                                               LLVMValueRef function)
{
    static const struct proof_bases unknown = { .list[0].kind = PROOF_BASE_UNKNOWN, .count = 1 };
    struct proof_facts *facts = proof_facts_of(analysis, function);
    if (facts->returned != NULL)
        return facts->returned;
    if (facts->returned_busy)
        return &unknown;
    facts->returned_busy = true;
    struct proof_bases *bases = escape_arena_get(sizeof *bases);
    search(analysis, NULL, function, bases);
    facts->returned_busy = false;
    facts->returned = bases;
    return bases;
}

bool proof_bases_same(struct proof_analysis *analysis, LLVMValueRef a, LLVMValueRef b)
{
    struct proof_bases of_a, of_b;
    proof_bases_of(analysis, a, &of_a);
    proof_bases_of(analysis, b, &of_b);
    return of_a.count == 1 && of_b.count == 1 && of_a.list[0].value == of_b.list[0].value;
}
