/* library.c -- calls whose body is not C of the program: library functions, intrinsics, inline
 * assembly; contract in call.h. */
#include "escape/proof/call.h"

#include <string.h>

#include "escape/base/arena.h"

/* Copies between the arguments of one library call. */
static void copy_content(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call,
                         const char *name, const char *fates)
{
    if (from->path.depth == 0)
        return;
    bool exact = strstr(name, "memcpy") != NULL || strstr(name, "memmove") != NULL;
    struct hm__path path = from->path;
    int64_t length;
    if (!exact)
        path = hm__path_moved(path, hm__offset_any());
    else if (LLVMGetNumArgOperands(call) > 2 && hm__constant(LLVMGetOperand(call, 2), &length) &&
             !hm__offset_meets(path.at[0], -walk->program->pointer_bytes, length))
        return; /* that part is not copied */
    for (unsigned i = 0; i < LLVMGetNumArgOperands(call); i++) {
        enum hm__fate fate = hm__known_fate(fates, i);
        if (fate == HM__FATE_FILLED || fate == HM__FATE_FILLED_RET)
            hm__walk_store(walk, from, LLVMGetOperand(call, i), path, call, false);
    }
}

static void scan_text(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call,
                      const char *fates)
{
    struct hm__path inside = hm__path_moved(from->path, hm__offset_any());
    for (unsigned i = 0; i < LLVMGetNumArgOperands(call); i++) {
        enum hm__fate fate = hm__known_fate(fates, i);
        if (fate == HM__FATE_END || fate == HM__FATE_END_RET)
            hm__walk_store(walk, from, LLVMGetOperand(call, i),
                           hm__path_push(inside, hm__offset_exactly(0)), call,
                           from->path.depth > 0);
    }
}

static void return_content(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call)
{
    if (from->path.depth == 0)
        return;
    struct hm__path path = hm__path_pop(from->path);
    hm__walk_reach(walk, from, call, hm__path_moved(path, hm__offset_any()), call, NULL);
    if (path.deeper)
        hm__walk_reach(walk, from, call, hm__path_unknown(HM__DEPTH_MAX - 1), call, NULL);
}

/* qsort and bsearch: the callback sees pointers to elements. */
static void call_comparison(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call,
                            const char *fates)
{
    struct hm__path path = hm__path_moved(from->path, hm__offset_any());
    for (unsigned i = 0; i < LLVMGetNumArgOperands(call); i++)
        if (hm__known_fate(fates, i) == HM__FATE_CALLBACK)
            for (unsigned arg = 0; arg < 2; arg++)
                hm__call_back(walk, from, call, LLVMGetOperand(call, i), arg, path);
}

void hm__call_library(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call,
                      const char *name, const char *fates, unsigned index)
{
    unsigned depth = from->path.depth;
    struct hm__path inside = hm__path_moved(from->path, hm__offset_any());
    switch (hm__known_fate(fates, index)) {
    case HM__FATE_LOOKED_AT:
    case HM__FATE_FILLED:
    case HM__FATE_END:
    case HM__FATE_CALLBACK:
        break;
    case HM__FATE_FREED:
        if (depth == 0)
            hm__call_frees(walk, call);
        break;
    case HM__FATE_KEPT:
        hm__walk_escape(walk, from, call, hm__arena_format("kept by %s", name));
        break;
    case HM__FATE_THREAD:
        hm__walk_escape(walk, from, call,
                        hm__arena_format("argument of a thread started by %s", name));
        break;
    case HM__FATE_WRITTEN:
    case HM__FATE_GATHERED:
        if (depth >= (hm__known_fate(fates, index) == HM__FATE_WRITTEN ? 1 : 2))
            hm__walk_escape(walk, from, call,
                            hm__arena_format("its address is written by %s", name));
        break;
    case HM__FATE_RETURNED:
    case HM__FATE_FILLED_RET:
        hm__walk_reach(walk, from, call, inside, call, NULL);
        break;
    case HM__FATE_COPIED:
        copy_content(walk, from, call, name, fates);
        break;
    case HM__FATE_SCANNED_RET:
        hm__walk_reach(walk, from, call, inside, call, NULL);
        scan_text(walk, from, call, fates);
        break;
    case HM__FATE_SCANNED:
        scan_text(walk, from, call, fates);
        break;
    case HM__FATE_END_RET:
    case HM__FATE_CONTENT_RET:
        return_content(walk, from, call);
        break;
    case HM__FATE_ELEMENTS_RET:
        hm__walk_reach(walk, from, call, inside, call, NULL);
        call_comparison(walk, from, call, fates);
        break;
    case HM__FATE_ELEMENTS:
        call_comparison(walk, from, call, fates);
        break;
    }
}

static bool starts_with_one_of(const char *name, const char *const *prefixes)
{
    for (; *prefixes != NULL; prefixes++)
        if (strncmp(name, *prefixes, strlen(*prefixes)) == 0)
            return true;
    return false;
}

void hm__call_intrinsic(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call,
                        const char *name, unsigned index)
{
    static const char *const harmless[] = {
        "llvm.dbg.",
        "llvm.lifetime.",
        "llvm.assume",
        "llvm.invariant.",
        "llvm.objectsize",
        "llvm.prefetch",
        "llvm.memset",
        "llvm.va_start",
        "llvm.va_end",
        "llvm.stacksave",
        "llvm.stackrestore",
        "llvm.is.constant",
        "llvm.donothing",
        "llvm.experimental.noalias",
        "llvm.ctpop",
        "llvm.ctlz",
        "llvm.cttz",
        "llvm.fabs",
        "llvm.sqrt",
        "llvm.floor",
        "llvm.ceil",
        "llvm.trunc",
        "llvm.rint",
        "llvm.round",
        "llvm.fma",
        "llvm.pow",
        "llvm.exp",
        "llvm.log",
        "llvm.sin",
        "llvm.cos",
        "llvm.minnum",
        "llvm.maxnum",
        "llvm.copysign",
        "llvm.is.fpclass",
        "llvm.fptosi",
        "llvm.fptoui",
        NULL,
    };
    static const char *const same[] = { "llvm.expect",     "llvm.launder.",
                                        "llvm.strip.",     "llvm.ptr.annotation",
                                        "llvm.annotation", "llvm.threadlocal.address",
                                        "llvm.ssa.copy",   NULL };
    static const char *const bits[] = {
        "llvm.ptrmask", "llvm.bswap", "llvm.bitreverse", "llvm.fsh",   "llvm.umin",  "llvm.umax",
        "llvm.smin",    "llvm.smax",  "llvm.abs",        "llvm.uadd.", "llvm.sadd.", "llvm.usub.",
        "llvm.ssub.",   "llvm.umul.", "llvm.smul.",      NULL
    };
    static const char *const copies[] = { "llvm.memcpy", "llvm.memmove", NULL };
    if (starts_with_one_of(name, harmless))
        return;
    struct hm__path inside = hm__path_moved(from->path, hm__offset_any());
    if (starts_with_one_of(name, copies)) {
        if (index == 1)
            copy_content(walk, from, call, name, "ds.");
    } else if (strncmp(name, "llvm.va_copy", 12) == 0) {
        if (index == 1)
            copy_content(walk, from, call, name, "ds");
    } else if (starts_with_one_of(name, same)) {
        hm__walk_reach(walk, from, call, from->path, call, NULL);
    } else if (starts_with_one_of(name, bits)) {
        /* The arithmetic that reports overflow returns a pair with the number first. */
        hm__walk_reach(walk, from, call,
                       hm__is_aggregate(call) ? hm__path_push(inside, hm__offset_exactly(0))
                                              : inside,
                       call, NULL);
    } else {
        hm__walk_escape(walk, from, call, hm__arena_format("used by %s", name));
    }
}

/* An empty template emits no instruction: it can only hand its inputs on as its outputs. */
void hm__call_assembly(struct hm__walk *walk, const struct hm__state *from, LLVMValueRef call)
{
    char *text = LLVMPrintValueToString(LLVMGetCalledValue(call));
    const char *quote = strchr(text, '"');
    bool empty = quote != NULL && quote[1] == '"';
    LLVMDisposeMessage(text);
    if (!empty) {
        hm__walk_escape(walk, from, call, "used by inline asm");
        return;
    }
    struct hm__path inside = hm__path_moved(from->path, hm__offset_any());
    hm__walk_reach(walk, from, call,
                   hm__is_aggregate(call) ? hm__path_push(inside, hm__offset_any()) : from->path,
                   call, NULL);
}
