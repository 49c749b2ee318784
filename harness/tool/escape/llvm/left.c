/* left.c -- the uses of each allocator in optimised bitcode; contract in left.h. */
#include "escape/llvm/left.h"

#include <llvm-c/BitReader.h>
#include <llvm-c/Core.h>

#include "escape/base/arena.h"
#include "escape/llvm/place.h"

struct search {
    const char *symbol;
    void (*each)(void *ctx, struct escape_place at, const char *symbol);
    void *ctx;
};

/* The instructions that use a value, also through a constant made of it. */
static void visit(const struct search *search, LLVMValueRef value)
{
    for (LLVMUseRef use = LLVMGetFirstUse(value); use != NULL; use = LLVMGetNextUse(use)) {
        LLVMValueRef user = LLVMGetUser(use);
        if (LLVMIsAInstruction(user) != NULL)
            search->each(search->ctx, llvm_place_of(user), search->symbol);
        else if (LLVMIsAConstantExpr(user) != NULL)
            visit(search, user);
    }
}

static const char *ident_of(LLVMModuleRef module)
{
    LLVMValueRef node;
    unsigned length;
    if (LLVMGetNamedMetadataNumOperands(module, "llvm.ident") != 1)
        return NULL;
    LLVMGetNamedMetadataOperands(module, "llvm.ident", &node);
    if (LLVMGetMDNodeNumOperands(node) != 1)
        return NULL;
    LLVMGetMDNodeOperands(node, &node);
    const char *text = LLVMGetMDString(node, &length);
    return text != NULL ? escape_arena_copy(text, length) : NULL;
}

static void keep_silent(LLVMDiagnosticInfoRef info, void *unused)
{
    (void)info;
    (void)unused;
}

const char *llvm_left(const char *bitcode, size_t length, const char *const *symbols,
                      void (*each)(void *ctx, struct escape_place at, const char *symbol),
                      void *ctx)
{
    const char *ident = NULL;
    LLVMContextRef context = LLVMContextCreate();
    LLVMContextSetDiagnosticHandler(context, keep_silent, NULL);
    LLVMMemoryBufferRef buffer =
        LLVMCreateMemoryBufferWithMemoryRangeCopy(bitcode, length, "optimised");
    LLVMModuleRef module = NULL;
    if (LLVMParseBitcodeInContext2(context, buffer, &module) == 0) {
        ident = ident_of(module);
        for (const char *const *symbol = symbols; *symbol != NULL; symbol++) {
            LLVMValueRef function = LLVMGetNamedFunction(module, *symbol);
            if (function != NULL)
                visit(&(struct search){ *symbol, each, ctx }, function);
        }
        LLVMDisposeModule(module);
    }
    LLVMDisposeMemoryBuffer(buffer);
    LLVMContextDispose(context);
    return ident;
}
