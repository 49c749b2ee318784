/* slice.c -- mark the functions to keep, and empty the others; contract in slice.h. */
#include "escape/llvm/slice.h"

#include <sys/mman.h>
#include <unistd.h>

#include <llvm-c/BitReader.h>
#include <llvm-c/BitWriter.h>

#include "escape/base/arena.h"
#include "escape/base/known.h"
#include "escape/base/map.h"
#include "escape/llvm/ir.h"

/* All are open at once: more would take the descriptors of pipes, and memory. */
enum { OPEN_MAX_FILES = 256 };

struct slice {
    struct escape_map named; /* values seen from the functions that are kept */
    struct escape_map used;  /* variables whose users are kept */
    LLVMValueRef *kept;      /* functions with a body */
    size_t count, room;
};

/* True the first time. */
static bool mark(struct escape_map *marked, LLVMValueRef value)
{
    uintptr_t *slot = escape_map_at(marked, (uintptr_t)value);
    bool first = *slot == 0;
    *slot = 1;
    return first;
}

static void keep(struct slice *slice, LLVMValueRef function)
{
    if (!LLVMIsDeclaration(function) && mark(&slice->named, function))
        *ESCAPE_APPEND(slice->kept, slice->count, slice->room) = function;
}

static bool is_local(LLVMValueRef global)
{
    LLVMLinkage linkage = LLVMGetLinkage(global);
    return linkage == LLVMInternalLinkage || linkage == LLVMPrivateLinkage;
}

/* True if the address of the variable is passed on, so that the variable stays. If it is only read,
 * an optimiser may put what it reads there in place of it. */
static bool stays(LLVMValueRef variable)
{
    for (LLVMUseRef use = LLVMGetFirstUse(variable); use != NULL; use = LLVMGetNextUse(use)) {
        LLVMValueRef user = LLVMGetUser(use);
        bool call = llvm_is_call(user) && !llvm_is_intrinsic(user, "llvm.");
        bool stored = LLVMIsAStoreInst(user) != NULL && LLVMGetOperand(user, 0) == variable;
        if (call || stored || LLVMIsAReturnInst(user) != NULL ||
            (LLVMIsAConstantExpr(user) != NULL && stays(user)))
            return true;
    }
    return !is_local(variable);
}

/* Keep the functions whose code uses `value`, directly or in a variable that need not stay. */
static void keep_users(struct slice *slice, LLVMValueRef value)
{
    for (LLVMUseRef use = LLVMGetFirstUse(value); use != NULL; use = LLVMGetNextUse(use)) {
        LLVMValueRef user = LLVMGetUser(use);
        if (LLVMIsAInstruction(user) != NULL)
            keep(slice, LLVMGetBasicBlockParent(LLVMGetInstructionParent(user)));
        else if (LLVMIsAGlobalVariable(user) == NULL)
            keep_users(slice, user);
        else if (!stays(user) && mark(&slice->used, user))
            keep_users(slice, user);
    }
}

static void keep_allocating(struct slice *slice, const struct llvm_program *program,
                            LLVMModuleRef module)
{
    for (LLVMValueRef f = LLVMGetFirstFunction(module); f != NULL; f = LLVMGetNextFunction(f)) {
        if (escape_known_allocator(llvm_name_of(f)) != NULL)
            keep_users(slice, f);
        for (LLVMValueRef i = llvm_first_instruction(f); i != NULL; i = llvm_next_instruction(i))
            if (llvm_is_call(i) && llvm_direct_allocator(program, i) != NULL)
                keep(slice, f);
    }
}

/* Keep every function that a constant names, through the initialisers of variables too. */
static void keep_named(struct slice *slice, LLVMValueRef value)
{
    if (LLVMIsAFunction(value) != NULL)
        keep(slice, value);
    else if (LLVMIsAConstant(value) == NULL || LLVMIsABasicBlock(value) != NULL ||
             !mark(&slice->named, value))
        return;
    else if (LLVMIsAGlobalVariable(value) != NULL) {
        if (LLVMGetInitializer(value) != NULL)
            keep_named(slice, LLVMGetInitializer(value));
    } else {
        for (int i = 0; i < LLVMGetNumOperands(value); i++)
            keep_named(slice, LLVMGetOperand(value, (unsigned)i));
    }
}

static void keep_all(struct slice *slice, const struct llvm_program *program, LLVMModuleRef module)
{
    keep_allocating(slice, program, module);
    for (size_t i = 0; i < slice->count; i++)
        keep_users(slice, slice->kept[i]);
    for (LLVMValueRef a = LLVMGetFirstGlobalAlias(module); a != NULL; a = LLVMGetNextGlobalAlias(a))
        keep_named(slice, LLVMAliasGetAliasee(a));
    for (LLVMValueRef a = LLVMGetFirstGlobalIFunc(module); a != NULL; a = LLVMGetNextGlobalIFunc(a))
        keep_named(slice, LLVMGetGlobalIFuncResolver(a));
    for (size_t i = 0; i < slice->count; i++)
        for (LLVMValueRef at = llvm_first_instruction(slice->kept[i]); at != NULL;
             at = llvm_next_instruction(at))
            for (int n = 0; n < LLVMGetNumOperands(at); n++)
                keep_named(slice, LLVMGetOperand(at, (unsigned)n));
}

/* True if the variable is only read in the whole file, or only written. */
static bool one_way(LLVMValueRef variable, unsigned *loads, unsigned *stores)
{
    for (LLVMUseRef use = LLVMGetFirstUse(variable); use != NULL; use = LLVMGetNextUse(use)) {
        LLVMValueRef user = LLVMGetUser(use);
        if (LLVMIsALoadInst(user) != NULL)
            (*loads)++;
        else if (LLVMIsAStoreInst(user) != NULL && LLVMGetOperand(user, 0) != variable)
            (*stores)++;
        else if (LLVMIsAConstantExpr(user) == NULL || !one_way(user, loads, stores))
            return false;
    }
    return *loads == 0 || *stores == 0;
}

/* What a body that goes away may call or change is not for the rest alone. */
static void make_visible(LLVMValueRef value)
{
    unsigned loads = 0, stores = 0;
    if (LLVMIsAFunction(value) != NULL || LLVMIsAGlobalVariable(value) != NULL) {
        bool same = LLVMIsAGlobalVariable(value) != NULL && !LLVMIsGlobalConstant(value) &&
                    one_way(value, &loads, &stores);
        if (is_local(value) && !same)
            LLVMSetLinkage(value, LLVMExternalLinkage);
    } else if (LLVMIsAConstantExpr(value) != NULL) {
        for (int i = 0; i < LLVMGetNumOperands(value); i++)
            make_visible(LLVMGetOperand(value, (unsigned)i));
    }
}

static void make_named_visible(LLVMValueRef function)
{
    for (LLVMValueRef i = llvm_first_instruction(function); i != NULL; i = llvm_next_instruction(i))
        for (int n = 0; n < LLVMGetNumOperands(i); n++)
            make_visible(LLVMGetOperand(i, (unsigned)n));
}

static void empty(LLVMValueRef function)
{
    for (LLVMValueRef i = llvm_first_instruction(function); i != NULL; i = llvm_next_instruction(i))
        if (LLVMGetFirstUse(i) != NULL)
            LLVMReplaceAllUsesWith(i, LLVMGetUndef(LLVMTypeOf(i)));
    for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b != NULL;
         b = LLVMGetNextBasicBlock(b)) {
        LLVMValueRef last;
        while ((last = LLVMGetLastInstruction(b)) != NULL)
            LLVMInstructionEraseFromParent(last);
    }
    LLVMBasicBlockRef block;
    while ((block = LLVMGetFirstBasicBlock(function)) != NULL)
        LLVMDeleteBasicBlock(block);
    if (LLVMHasPersonalityFn(function))
        LLVMSetPersonalityFn(function, NULL);
    LLVMGlobalClearMetadata(function);
    LLVMSetLinkage(function, LLVMExternalLinkage);
}

/* LLVMCloneModule() of LLVM 14 copies no ifunc, and no label in the initialiser of a variable. */
static LLVMModuleRef copy_of(LLVMModuleRef module, LLVMContextRef context)
{
    LLVMModuleRef copy = NULL;
    LLVMMemoryBufferRef buffer = LLVMWriteBitcodeToMemoryBuffer(module);
    LLVMBool failed = LLVMParseBitcodeInContext2(context, buffer, &copy);
    LLVMDisposeMemoryBuffer(buffer);
    return failed ? NULL : copy;
}

static bool write_slice(const struct llvm_program *program, LLVMModuleRef copy, int file)
{
    struct slice slice = { 0 };
    keep_all(&slice, program, copy);
    size_t kept = slice.count;
    for (LLVMValueRef f = LLVMGetFirstFunction(copy); f != NULL; f = LLVMGetNextFunction(f))
        keep(&slice, f);
    for (size_t i = kept; i < slice.count; i++)
        make_named_visible(slice.kept[i]);
    for (size_t i = kept; i < slice.count; i++)
        empty(slice.kept[i]);
    return LLVMWriteBitcodeToFD(copy, file, 0, 0) == 0;
}

int llvm_slice(const struct llvm_program *program, LLVMModuleRef module)
{
#ifdef MFD_CLOEXEC
    int file = memfd_create("slice", 0); /* the compiler inherits it */
    if (file < 0)
        return -1;
    LLVMContextRef context = LLVMContextCreate();
    LLVMModuleRef copy = file < OPEN_MAX_FILES ? copy_of(module, context) : NULL;
    bool written = copy != NULL && write_slice(program, copy, file);
    if (copy != NULL)
        LLVMDisposeModule(copy);
    LLVMContextDispose(context);
    if (written)
        return file;
    close(file);
#else
    (void)program;
    (void)module;
#endif
    return -1;
}
