/* library.c -- the rules for library functions, by their fates (known.h), for intrinsics and for
 * inline assembly; contract in library.h. */
#include "escape/proof/library.h"

#include <string.h>

#include "escape/base/format.h"
#include "escape/llvm/ir.h"
#include "escape/proof/called.h"

/* Copies between the arguments of one library call. */
static void copy_content(struct proof_walk *walk, const char *name, const char *fates)
{
    if (walk->now.path.depth == 0)
        return;
    bool exact = strstr(name, "memcpy") != NULL || strstr(name, "memmove") != NULL;
    struct escape_path path = walk->now.path;
    int64_t length;
    if (!exact)
        path = escape_path_moved(path, escape_offset_any());
    else if (LLVMGetNumArgOperands(walk->use) > 2 &&
             llvm_constant(LLVMGetOperand(walk->use, 2), &length) &&
             !escape_offset_meets(path.at[0], -walk->program->pointer_bytes, length))
        return; /* the pointer lies outside the bytes that are copied */
    for (unsigned i = 0; i < LLVMGetNumArgOperands(walk->use); i++) {
        enum escape_fate fate = escape_known_fate(fates, i);
        if (fate == ESCAPE_FATE_FILLED || fate == ESCAPE_FATE_FILLED_RET)
            proof_walk_store(walk, LLVMGetOperand(walk->use, i), path, false);
    }
}

static void scan_text(struct proof_walk *walk, const char *fates)
{
    struct escape_path inside = escape_path_moved(walk->now.path, escape_offset_any());
    for (unsigned i = 0; i < LLVMGetNumArgOperands(walk->use); i++) {
        enum escape_fate fate = escape_known_fate(fates, i);
        if (fate == ESCAPE_FATE_END || fate == ESCAPE_FATE_END_RET)
            proof_walk_store(walk, LLVMGetOperand(walk->use, i),
                             escape_path_push(inside, escape_offset_exactly(0)),
                             walk->now.path.depth > 0);
    }
}

static void return_content(struct proof_walk *walk)
{
    if (walk->now.path.depth == 0)
        return;
    struct escape_path path = escape_path_pop(walk->now.path);
    proof_walk_result(walk, escape_path_moved(path, escape_offset_any()));
    if (path.deeper)
        proof_walk_result(walk, escape_path_unknown(ESCAPE_DEPTH_MAX - 1));
}

/* qsort and bsearch: the callback sees pointers to elements. */
static void call_comparison(struct proof_walk *walk, const char *fates)
{
    struct escape_path path = escape_path_moved(walk->now.path, escape_offset_any());
    for (unsigned i = 0; i < LLVMGetNumArgOperands(walk->use); i++)
        if (escape_known_fate(fates, i) == ESCAPE_FATE_CALLBACK)
            for (unsigned arg = 0; arg < 2; arg++)
                proof_called_back(walk, LLVMGetOperand(walk->use, i), arg, path);
}

/* The bytes at the value are taken as text that leaves the process: with the pointer, if they begin
 * with it. Text that begins in front of it ends there. */
static void write_text(struct proof_walk *walk, const char *name)
{
    if (walk->now.path.depth > 0 &&
        escape_offset_meets(walk->now.path.at[0], -walk->program->pointer_bytes, 1))
        proof_walk_escape(walk, PROOF_DEED_WRITTEN_BY, name);
}

/* The number is written into the memory of the 'd' argument, as one byte or more. */
static void store_number(struct proof_walk *walk, const char *fates)
{
    struct escape_path inside = escape_path_moved(walk->now.path, escape_offset_any());
    for (unsigned i = 0; i < LLVMGetNumArgOperands(walk->use); i++) {
        enum escape_fate fate = escape_known_fate(fates, i);
        if (fate == ESCAPE_FATE_FILLED || fate == ESCAPE_FATE_FILLED_RET)
            proof_walk_store(walk, LLVMGetOperand(walk->use, i),
                             escape_path_push(inside, escape_offset_any()),
                             walk->now.path.depth > 0);
    }
}

/* A variadic argument of printf and the like. Its format is the parameter before. If the format is
 * not known, a pointer is taken to be text. */
static void format_argument(struct proof_walk *walk, const char *name, const char *fates,
                            unsigned index)
{
    LLVMValueRef function = llvm_callee_of(walk->use);
    unsigned fixed = function != NULL ? LLVMCountParams(function) : 0;
    if (index < fixed)
        return;
    const char *format = fixed > 0 ? llvm_text(LLVMGetOperand(walk->use, fixed - 1)) : NULL;
    char letter = format != NULL ? escape_format_conversion(format, index - fixed) : '\0';
    if (letter == '\0' && llvm_is_pointer(walk->now.value))
        letter = 's';
    if (letter == 'n')
        return;
    if (letter != 's' && letter != 'S')
        proof_walk_escape(walk, PROOF_DEED_WRITTEN_BY, name);
    else if (fates[0] == ESCAPE_FATE_FILLED)
        copy_content(walk, name, fates);
    else
        write_text(walk, name);
}

void proof_call_library(struct proof_walk *walk, const char *name, const char *fates,
                        unsigned index)
{
    unsigned depth = walk->now.path.depth;
    struct escape_path inside = escape_path_moved(walk->now.path, escape_offset_any());
    switch (escape_known_fate(fates, index)) {
    case ESCAPE_FATE_LOOKED_AT:
    case ESCAPE_FATE_FILLED:
    case ESCAPE_FATE_END:
    case ESCAPE_FATE_CALLBACK:
        break;
    case ESCAPE_FATE_FREED:
        if (depth == 0)
            proof_called_frees(walk);
        break;
    case ESCAPE_FATE_KEPT:
        proof_walk_escape(walk, PROOF_DEED_KEPT_BY, name);
        break;
    case ESCAPE_FATE_THREAD:
        proof_walk_escape(walk, PROOF_DEED_GIVEN_TO_THREAD, name);
        break;
    case ESCAPE_FATE_WRITTEN:
    case ESCAPE_FATE_GATHERED:
        if (depth >= (escape_known_fate(fates, index) == ESCAPE_FATE_WRITTEN ? 1 : 2))
            proof_walk_escape(walk, PROOF_DEED_WRITTEN_BY, name);
        break;
    case ESCAPE_FATE_TEXT:
        write_text(walk, name);
        break;
    case ESCAPE_FATE_NUMBER:
        proof_walk_escape(walk, PROOF_DEED_WRITTEN_BY, name);
        break;
    case ESCAPE_FATE_BYTE:
        store_number(walk, fates);
        break;
    case ESCAPE_FATE_FORMATTED:
        format_argument(walk, name, fates, index);
        break;
    case ESCAPE_FATE_RETURNED:
    case ESCAPE_FATE_FILLED_RET:
        proof_walk_result(walk, inside);
        break;
    case ESCAPE_FATE_COPIED:
        copy_content(walk, name, fates);
        break;
    case ESCAPE_FATE_SCANNED_RET:
        proof_walk_result(walk, inside);
        scan_text(walk, fates);
        break;
    case ESCAPE_FATE_SCANNED:
        scan_text(walk, fates);
        break;
    case ESCAPE_FATE_END_RET:
    case ESCAPE_FATE_CONTENT_RET:
        return_content(walk);
        break;
    case ESCAPE_FATE_ELEMENTS_RET:
        proof_walk_result(walk, inside);
        call_comparison(walk, fates);
        break;
    case ESCAPE_FATE_ELEMENTS:
        call_comparison(walk, fates);
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

void proof_call_intrinsic(struct proof_walk *walk, const char *name, unsigned index)
{
    static const char *const harmless[] = { "llvm.dbg.",
                                            "llvm.lifetime.",
                                            "llvm.assume",
                                            "llvm.invariant.",
                                            "llvm.objectsize",
                                            "llvm.prefetch",
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
                                            "llvm.is.fpclass",
                                            NULL };
    static const char *const same[] = { "llvm.expect",     "llvm.launder.",
                                        "llvm.strip.",     "llvm.ptr.annotation",
                                        "llvm.annotation", "llvm.threadlocal.address",
                                        "llvm.ssa.copy",   NULL };
    static const char *const bits[] = {
        "llvm.ptrmask",  "llvm.bswap",     "llvm.bitreverse", "llvm.fsh",
        "llvm.umin",     "llvm.umax",      "llvm.smin",       "llvm.smax",
        "llvm.abs",      "llvm.uadd.",     "llvm.sadd.",      "llvm.usub.",
        "llvm.ssub.",    "llvm.umul.",     "llvm.smul.",      "llvm.fabs",
        "llvm.sqrt",     "llvm.floor",     "llvm.ceil",       "llvm.trunc",
        "llvm.rint",     "llvm.nearbyint", "llvm.round",      "llvm.fma",
        "llvm.fmuladd",  "llvm.pow",       "llvm.exp",        "llvm.log",
        "llvm.sin",      "llvm.cos",       "llvm.minnum",     "llvm.maxnum",
        "llvm.copysign", "llvm.fptosi",    "llvm.fptoui",     NULL
    };
    static const char *const copies[] = { "llvm.memcpy", "llvm.memmove", NULL };
    if (starts_with_one_of(name, harmless))
        return;
    struct escape_path inside = escape_path_moved(walk->now.path, escape_offset_any());
    if (starts_with_one_of(name, copies)) {
        if (index == 1)
            copy_content(walk, name, "ds.");
    } else if (strncmp(name, "llvm.memset", 11) == 0) {
        if (index == 1)
            store_number(walk, "db.");
    } else if (strncmp(name, "llvm.va_copy", 12) == 0) {
        if (index == 1)
            copy_content(walk, name, "ds");
    } else if (starts_with_one_of(name, same)) {
        proof_walk_result(walk, walk->now.path);
    } else if (starts_with_one_of(name, bits)) {
        /* Arithmetic with overflow returns a pair: the number, then the flag. */
        proof_walk_result(walk, llvm_is_aggregate(walk->use)
                                    ? escape_path_push(inside, escape_offset_exactly(0))
                                    : inside);
    } else {
        proof_walk_escape(walk, PROOF_DEED_USED_BY, name);
    }
}

/* An empty template emits no instruction: its outputs can only be its inputs. */
void proof_call_assembly(struct proof_walk *walk)
{
    char *text = LLVMPrintValueToString(LLVMGetCalledValue(walk->use));
    const char *quote = strchr(text, '"');
    bool empty = quote != NULL && quote[1] == '"';
    LLVMDisposeMessage(text);
    if (!empty) {
        proof_walk_escape(walk, PROOF_DEED_USED_BY, "inline asm");
        return;
    }
    struct escape_path inside = escape_path_moved(walk->now.path, escape_offset_any());
    proof_walk_result(walk, llvm_is_aggregate(walk->use)
                                ? escape_path_push(inside, escape_offset_any())
                                : walk->now.path);
}
