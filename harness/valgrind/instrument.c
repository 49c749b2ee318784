/* instrument.c -- tell stack.c where the stack pointer rises.
 *
 * A frame ends when its function returns, or when something else sets the stack pointer. So the
 * stack pointer is compared with vg_stack_limit at the end of a block of code that returns, and
 * behind an assignment that takes it from the frame pointer or computes it. Mostly it is lower, and
 * nothing is called. An assignment from anywhere else is a jump (longjmp, an exception) or a switch
 * to another stack. */
#include "instrument.h"

#include "objects.h"
#include "region.h"
#include "stack.h"

struct work {
    IRSB *out;
    Int sp_offset, fp_offset;
    const IRExpr **value; /* by temporary: what it was set to; NULL: not looked at */
};

enum step {
    STEP_PLAIN,    /* the stack pointer plus or minus a constant */
    STEP_COMPUTED, /* computed from it or from the frame pointer */
    STEP_JUMP,     /* anything else */
};

static enum step step_of(const struct work *w, const IRExpr *e)
{
    enum step step = STEP_PLAIN;
    for (Int steps = 0; steps < 64; steps++) {
        if (e->tag == Iex_Get && e->Iex.Get.offset == w->sp_offset)
            return step;
        if (e->tag == Iex_Get && e->Iex.Get.offset == w->fp_offset)
            return STEP_COMPUTED;
        if (e->tag == Iex_RdTmp && w->value[e->Iex.RdTmp.tmp] != NULL)
            e = w->value[e->Iex.RdTmp.tmp];
        else if (e->tag == Iex_Binop) {
            if ((e->Iex.Binop.op != Iop_Add64 && e->Iex.Binop.op != Iop_Sub64) ||
                e->Iex.Binop.arg2->tag != Iex_Const)
                step = STEP_COMPUTED;
            e = e->Iex.Binop.arg1;
        } else
            return STEP_JUMP;
    }
    return STEP_JUMP;
}

static IRTemp put_in(struct work *w, IRType type, IRExpr *e)
{
    IRTemp t = newIRTemp(w->out->tyenv, type);
    addStmtToIRSB(w->out, IRStmt_WrTmp(t, e));
    return t;
}

/* if (a < b) helper(sp); */
static void call_if(struct work *w, IRTemp a, IRTemp b, IRTemp sp, const HChar *name, void *helper)
{
    IRTemp less = put_in(w, Ity_I1, IRExpr_Binop(Iop_CmpLT64U, IRExpr_RdTmp(a), IRExpr_RdTmp(b)));
    IRDirty *call =
        unsafeIRDirty_0_N(1, name, VG_(fnptr_to_fnentry)(helper), mkIRExprVec_1(IRExpr_RdTmp(sp)));
    call->guard = IRExpr_RdTmp(less);
    addStmtToIRSB(w->out, IRStmt_Dirty(call));
}

static IRTemp load(struct work *w, const void *variable)
{
    return put_in(w, Ity_I64, IRExpr_Load(Iend_LE, Ity_I64, mkIRExpr_HWord((HWord)variable)));
}

static void look_up(struct work *w)
{
    IRTemp sp = put_in(w, Ity_I64, IRExpr_Get(w->sp_offset, Ity_I64));
    call_if(w, load(w, &vg_stack_limit), sp, sp, "vg_stack_risen", vg_stack_risen);
}

/* vg_stack_jumped(from, sp); */
static void look_across(struct work *w, IRTemp from)
{
    IRTemp sp = put_in(w, Ity_I64, IRExpr_Get(w->sp_offset, Ity_I64));
    IRDirty *call = unsafeIRDirty_0_N(2, "vg_stack_jumped", VG_(fnptr_to_fnentry)(vg_stack_jumped),
                                      mkIRExprVec_2(IRExpr_RdTmp(from), IRExpr_RdTmp(sp)));
    addStmtToIRSB(w->out, IRStmt_Dirty(call));
}

static void look_down(struct work *w)
{
    IRTemp sp = put_in(w, Ity_I64, IRExpr_Get(w->sp_offset, Ity_I64));
    call_if(w, sp, load(w, &vg_region_low), sp, "vg_region_fell", vg_region_fell);
}

/* vg_region_outside++ */
static void count_instruction(struct work *w)
{
    IRExpr *at = mkIRExpr_HWord((HWord)&vg_region_outside);
    IRTemp more = put_in(w, Ity_I64,
                         IRExpr_Binop(Iop_Add64, IRExpr_RdTmp(load(w, &vg_region_outside)),
                                      IRExpr_Const(IRConst_U64(1))));
    addStmtToIRSB(w->out, IRStmt_Store(Iend_LE, at, IRExpr_RdTmp(more)));
}

/* Put it into the code, and behind it what looks at the stack pointer. */
static void add(struct work *w, IRStmt *s)
{
    enum step step = STEP_PLAIN;
    IRTemp from = IRTemp_INVALID;
    Bool sets = s->tag == Ist_Put && s->Ist.Put.offset == w->sp_offset;

    if (s->tag == Ist_WrTmp)
        w->value[s->Ist.WrTmp.tmp] = s->Ist.WrTmp.data;
    if (sets)
        step = step_of(w, s->Ist.Put.data);
    if (step == STEP_JUMP)
        from = put_in(w, Ity_I64, IRExpr_Get(w->sp_offset, Ity_I64));
    addStmtToIRSB(w->out, s);
    if (step == STEP_COMPUTED)
        look_up(w);
    if (step == STEP_JUMP)
        look_across(w, from);
    if (sets && vg_region_stack)
        look_down(w);
}

IRSB *vg_instrument(VgCallbackClosure *closure, IRSB *in, const VexGuestLayout *layout,
                    const VexGuestExtents *extents, const VexArchInfo *host, IRType guest_word,
                    IRType host_word)
{
    struct work w = { .out = deepCopyIRSBExceptStmts(in),
                      .sp_offset = layout->offset_SP,
                      .fp_offset = layout->offset_FP };
    const IRExpr *value[in->tyenv->types_used + 1];
    (void)closure, (void)extents, (void)host;

    if (guest_word != host_word)
        VG_(tool_panic)("a program of another word size");
    VG_(memset)(value, 0, sizeof value);
    w.value = value;
    for (Int i = 0; i < in->stmts_used; i++) {
        IRStmt *s = in->stmts[i];
        if (s == NULL || s->tag == Ist_NoOp)
            continue;
        add(&w, s);
        if (s->tag == Ist_IMark && vg_region_object != NULL &&
            !vg_objects_named(s->Ist.IMark.addr, vg_region_object))
            count_instruction(&w);
    }
    if (in->jumpkind == Ijk_Ret)
        look_up(&w);
    return w.out;
}
