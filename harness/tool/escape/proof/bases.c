/* base.c -- a worklist of (value, offset), joined until it is stable; contract in base.h. */
#include "escape/proof/bases.h"

#include <string.h>

#include "escape/proof/summary.h"

enum { TRAIL_MAX = 96, NESTING_MAX = 12 };

struct trail {
    struct hm__program *program;
    struct {
        LLVMValueRef value;
        struct hm__offset at;
        bool queued;
    } seen[TRAIL_MAX];
    unsigned count;
    bool lost; /* too long to follow */
    struct hm__bases *bases;
};

static void add_base(struct hm__bases *bases, enum hm__base_kind kind, LLVMValueRef value,
                     struct hm__offset at)
{
    for (unsigned i = 0; i < bases->count; i++)
        if (bases->list[i].kind == kind && bases->list[i].value == value) {
            bases->list[i].at = hm__offset_join(bases->list[i].at, at);
            return;
        }
    if (bases->count == HM__BASES_MAX) {
        bases->list[0].kind = HM__BASE_UNKNOWN;
        return;
    }
    bases->list[bases->count++] = (struct hm__base){ kind, value, at };
}

static void follow(struct trail *trail, LLVMValueRef value, struct hm__offset at)
{
    for (unsigned i = 0; i < trail->count; i++)
        if (trail->seen[i].value == value) {
            struct hm__offset joined = hm__offset_join(trail->seen[i].at, at);
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

/* The result of calling a function whose body we have: whatever its returns are made of. */
static void follow_result(struct trail *trail, LLVMValueRef call, LLVMValueRef callee,
                          struct hm__offset at)
{
    const struct hm__bases *returned = hm__bases_returned(trail->program, callee);
    for (unsigned i = 0; i < returned->count; i++) {
        const struct hm__base *base = &returned->list[i];
        unsigned param = 0;
        switch (base->kind) {
        case HM__BASE_PARAM:
            while (LLVMGetParam(callee, param) != base->value)
                param++;
            if (param < LLVMGetNumArgOperands(call))
                follow(trail, LLVMGetOperand(call, param), hm__offset_plus(at, base->at));
            break;
        case HM__BASE_BLOCK:
        case HM__BASE_FRESH:
            add_base(trail->bases,
                     hm__returns_fresh(trail->program, callee) ? HM__BASE_FRESH : HM__BASE_UNKNOWN,
                     call, at);
            break;
        case HM__BASE_GLOBAL:
            add_base(trail->bases, HM__BASE_GLOBAL, base->value, hm__offset_any());
            break;
        default:
            add_base(trail->bases, HM__BASE_UNKNOWN, call, at);
        }
    }
}

static void follow_call(struct trail *trail, LLVMValueRef call, struct hm__offset at)
{
    LLVMValueRef callee = hm__callee_of(call);
    if (hm__allocator_of(trail->program, call) != NULL) {
        add_base(trail->bases, HM__BASE_BLOCK, call, at);
        return;
    }
    const char *name = callee != NULL ? hm__name_of(callee) : "";
    if (callee != NULL && hm__has_final_body(callee)) {
        follow_result(trail, call, callee, at);
        return;
    }
    const char *fates = callee != NULL ? hm__known_fates(name) : NULL;
    bool found = false;
    for (unsigned i = 0; i < LLVMGetNumArgOperands(call); i++) {
        enum hm__fate fate = fates != NULL ? hm__known_fate(fates, i) : HM__FATE_LOOKED_AT;
        if (hm__argument_has(call, i, "returned")) {
            follow(trail, LLVMGetOperand(call, i), at);
            found = true;
        } else if (fate == HM__FATE_RETURNED || fate == HM__FATE_FILLED_RET ||
                   fate == HM__FATE_ELEMENTS_RET) {
            follow(trail, LLVMGetOperand(call, i), hm__offset_any());
            found = true;
        }
    }
    if (strncmp(name, "llvm.threadlocal.address", 24) == 0) {
        follow(trail, LLVMGetOperand(call, 0), at);
        found = true;
    }
    if (!found)
        add_base(trail->bases, HM__BASE_UNKNOWN, call, at);
}

/* Arithmetic on an address: past a constant the other operand still leads to the object. */
static void follow_arithmetic(struct trail *trail, LLVMValueRef value, LLVMOpcode opcode,
                              struct hm__offset at)
{
    LLVMValueRef left = LLVMGetOperand(value, 0), right = LLVMGetOperand(value, 1);
    int64_t constant;
    if (opcode == LLVMAdd && hm__constant(right, &constant))
        follow(trail, left, hm__offset_plus(at, hm__offset_exactly(constant)));
    else if (opcode == LLVMSub && hm__constant(right, &constant))
        follow(trail, left, hm__offset_minus(at, hm__offset_exactly(constant)));
    else if (hm__constant(right, &constant) && (opcode == LLVMAnd || opcode == LLVMOr))
        follow(trail, left, hm__offset_any());
    else
        add_base(trail->bases, HM__BASE_UNKNOWN, value, at);
}

static void follow_instruction(struct trail *trail, LLVMValueRef value, LLVMOpcode opcode,
                               struct hm__offset at)
{
    switch (opcode) {
    case LLVMGetElementPtr:
        follow(trail, LLVMGetOperand(value, 0),
               hm__offset_plus(at, hm__gep_offset(trail->program, value)));
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
        add_base(trail->bases, HM__BASE_UNKNOWN, value, at);
    }
}

static bool passed_by_value(LLVMValueRef argument)
{
    LLVMValueRef function = LLVMGetParamParent(argument);
    unsigned index = 0;
    while (LLVMGetParam(function, index) != argument)
        index++;
    unsigned kind = LLVMGetEnumAttributeKindForName("byval", 5);
    return kind != 0 && LLVMGetEnumAttributeAtIndex(function, index + 1, kind) != NULL;
}

static void follow_value(struct trail *trail, LLVMValueRef value, struct hm__offset at)
{
    if (LLVMIsAConstantPointerNull(value) != NULL || LLVMIsUndef(value))
        return;
    if (LLVMIsAGlobalValue(value) != NULL)
        add_base(trail->bases, HM__BASE_GLOBAL, value, at);
    else if (LLVMIsAConstantExpr(value) != NULL)
        follow_instruction(trail, value, LLVMGetConstOpcode(value), at);
    else if (LLVMIsAArgument(value) != NULL)
        add_base(trail->bases, passed_by_value(value) ? HM__BASE_LOCAL : HM__BASE_PARAM, value, at);
    else if (LLVMIsAAllocaInst(value) != NULL)
        add_base(trail->bases, HM__BASE_LOCAL, value, at);
    else if (hm__is_call(value))
        follow_call(trail, value, at);
    else if (LLVMIsAInstruction(value) != NULL)
        follow_instruction(trail, value, LLVMGetInstructionOpcode(value), at);
    else
        add_base(trail->bases, HM__BASE_UNKNOWN, value, at);
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

void hm__bases_of(struct hm__program *program, LLVMValueRef pointer, struct hm__bases *bases)
{
    struct trail trail = { .program = program, .bases = bases };
    bases->count = 0;
    if (program->base_nesting < NESTING_MAX) {
        program->base_nesting++;
        follow(&trail, pointer, hm__offset_exactly(0));
        run(&trail);
        program->base_nesting--;
    } else {
        trail.lost = true;
    }
    if (trail.lost) {
        bases->count = 0;
        add_base(bases, HM__BASE_UNKNOWN, pointer, hm__offset_any());
    }
}

void hm__bases_of_returns(struct hm__program *program, LLVMValueRef function,
                          struct hm__bases *bases)
{
    struct trail trail = { .program = program, .bases = bases };
    bases->count = 0;
    if (program->base_nesting >= NESTING_MAX)
        trail.lost = true;
    program->base_nesting++;
    for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block != NULL && !trail.lost;
         block = LLVMGetNextBasicBlock(block)) {
        LLVMValueRef last = LLVMGetBasicBlockTerminator(block);
        if (last != NULL && LLVMIsAReturnInst(last) != NULL && LLVMGetNumOperands(last) == 1)
            follow(&trail, LLVMGetOperand(last, 0), hm__offset_exactly(0));
    }
    if (!trail.lost)
        run(&trail);
    program->base_nesting--;
    if (trail.lost) {
        bases->count = 0;
        add_base(bases, HM__BASE_UNKNOWN, function, hm__offset_any());
    }
}

bool hm__bases_same(struct hm__program *program, LLVMValueRef a, LLVMValueRef b)
{
    struct hm__bases of_a, of_b;
    hm__bases_of(program, a, &of_a);
    hm__bases_of(program, b, &of_b);
    return of_a.count == 1 && of_b.count == 1 && of_a.list[0].value == of_b.list[0].value;
}
