/* tags.c -- metadata of the instructions: a global, or a name and a number; contract in tags.h. */
#include "escape/llvm/tags.h"

#include <string.h>

#include "escape/base/arena.h"

const char *llvm_tag_type(LLVMTypeRef type)
{
    if (LLVMGetTypeKind(type) != LLVMStructTypeKind || LLVMIsLiteralStruct(type))
        return NULL;
    const char *name = LLVMGetStructName(type);
    if (name == NULL)
        return NULL;
    const char *dot = strrchr(name, '.');
    bool numbered =
        dot != NULL && dot[1] != '\0' && strspn(dot + 1, "0123456789") == strlen(dot + 1);
    return escape_arena_copy(name, numbered ? (size_t)(dot - name) : strlen(name));
}

static LLVMValueRef without_casts(LLVMValueRef value)
{
    while (LLVMIsABitCastInst(value) != NULL ||
           (LLVMIsAConstantExpr(value) != NULL && LLVMGetConstOpcode(value) == LLVMBitCast))
        value = LLVMGetOperand(value, 0);
    return value;
}

/* The member that the indices of a getelementptr lead to. */
static void follow_indices(LLVMValueRef pointer, struct llvm_tag *tag)
{
    LLVMTypeRef type = LLVMGetGEPSourceElementType(pointer);
    for (int i = 2; i < LLVMGetNumOperands(pointer); i++) {
        if (LLVMGetTypeKind(type) == LLVMStructTypeKind) {
            LLVMValueRef index = LLVMGetOperand(pointer, (unsigned)i);
            tag->type = llvm_tag_type(type);
            tag->field = (unsigned)LLVMConstIntGetZExtValue(index);
            type = LLVMStructGetTypeAtIndex(type, tag->field);
        } else {
            type = LLVMGetElementType(type);
        }
    }
}

/* What the memory at `pointer` is. */
static bool describe(LLVMValueRef pointer, struct llvm_tag *tag)
{
    *tag = (struct llvm_tag){ 0 };
    pointer = without_casts(pointer);
    if (LLVMIsAGlobalVariable(pointer) != NULL) {
        LLVMTypeRef type = LLVMGlobalGetValueType(pointer);
        tag->type = llvm_tag_type(type); /* its first member */
        tag->global = LLVMGetTypeKind(type) == LLVMPointerTypeKind ? pointer : NULL;
    } else if (LLVMIsAGetElementPtrInst(pointer) != NULL ||
               (LLVMIsAConstantExpr(pointer) != NULL &&
                LLVMGetConstOpcode(pointer) == LLVMGetElementPtr)) {
        follow_indices(pointer, tag);
    }
    return tag->global != NULL || tag->type != NULL;
}

static unsigned kind_of(LLVMContextRef context)
{
    static const char name[] = "heapmark.hook";
    return LLVMGetMDKindIDInContext(context, name, sizeof name - 1);
}

static void put(LLVMContextRef context, LLVMValueRef instruction, const struct llvm_tag *tag)
{
    LLVMMetadataRef parts[2];
    size_t count = 1;
    if (tag->global != NULL) {
        parts[0] = LLVMValueAsMetadata(tag->global);
    } else {
        parts[0] = LLVMMDStringInContext2(context, tag->type, strlen(tag->type));
        LLVMTypeRef number = LLVMInt32TypeInContext(context);
        parts[count++] = LLVMValueAsMetadata(LLVMConstInt(number, tag->field, 0));
    }
    LLVMMetadataRef node = LLVMMDNodeInContext2(context, parts, count);
    LLVMSetMetadata(instruction, kind_of(context), LLVMMetadataAsValue(context, node));
}

static void tag_instruction(LLVMContextRef context, LLVMValueRef instruction)
{
    struct llvm_tag tag;
    LLVMValueRef memory = NULL;
    if (LLVMIsAStoreInst(instruction) != NULL) {
        LLVMTypeRef type = LLVMTypeOf(LLVMGetOperand(instruction, 0));
        memory =
            LLVMGetTypeKind(type) == LLVMPointerTypeKind ? LLVMGetOperand(instruction, 1) : NULL;
    } else if (LLVMIsACallInst(instruction) != NULL) {
        LLVMValueRef called = without_casts(LLVMGetCalledValue(instruction));
        memory = LLVMIsALoadInst(called) != NULL ? LLVMGetOperand(called, 0) : NULL;
    }
    if (memory != NULL && describe(memory, &tag))
        put(context, instruction, &tag);
}

void llvm_tags_put(LLVMModuleRef module)
{
    LLVMContextRef context = LLVMGetModuleContext(module);
    for (LLVMValueRef f = LLVMGetFirstFunction(module); f != NULL; f = LLVMGetNextFunction(f))
        for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(f); b != NULL;
             b = LLVMGetNextBasicBlock(b))
            for (LLVMValueRef i = LLVMGetFirstInstruction(b); i != NULL;
                 i = LLVMGetNextInstruction(i))
                tag_instruction(context, i);
}

bool llvm_tag_of(LLVMValueRef instruction, struct llvm_tag *tag)
{
    *tag = (struct llvm_tag){ 0 };
    LLVMContextRef context = LLVMGetTypeContext(LLVMTypeOf(instruction));
    LLVMValueRef node = LLVMGetMetadata(instruction, kind_of(context)), parts[2];
    if (node == NULL || LLVMGetMDNodeNumOperands(node) > 2)
        return false;
    LLVMGetMDNodeOperands(node, parts);
    if (LLVMGetMDNodeNumOperands(node) == 1) {
        tag->global = parts[0];
        return parts[0] != NULL;
    }
    unsigned length = 0;
    const char *type = LLVMGetMDString(parts[0], &length);
    tag->type = escape_arena_copy(type, length);
    tag->field = (unsigned)LLVMConstIntGetZExtValue(parts[1]);
    return true;
}
