/* function.c -- what a function is, and the library function of its name; contract in
 * function.h. */
#include "escape/llvm/function.h"

#include <ctype.h>
#include <string.h>

#include "escape/base/arena.h"
#include "escape/base/known.h"

static bool all_digits(const char *text)
{
    for (; *text != '\0'; text++)
        if (!isdigit((unsigned char)*text))
            return false;
    return true;
}

const char *llvm_name_of(LLVMValueRef value)
{
    size_t length = 0;
    const char *raw = LLVMGetValueName2(value, &length);
    char *name = escape_arena_copy(raw != NULL ? raw : "", raw != NULL ? length : 0);
    char *dot;
    while ((dot = strrchr(name, '.')) != NULL && dot != name && all_digits(dot + 1))
        *dot = '\0';
    dot = strrchr(name, '.');
    if (dot != NULL && dot != name &&
        (strcmp(dot, ".addr") == 0 || strncmp(dot, ".coerce", 7) == 0))
        *dot = '\0'; /* a parameter's storage, or a part of a struct passed by value */
    if (strncmp(name, ".compoundliteral", 16) == 0)
        return "a compound literal";
    if (LLVMIsAGlobalVariable(value) != NULL && name[0] != '.' && strchr(name, '.') != NULL)
        return strchr(name, '.') + 1;
    return name;
}

bool llvm_is_replaceable(LLVMValueRef global)
{
    switch (LLVMGetLinkage(global)) {
    case LLVMExternalLinkage:
    case LLVMInternalLinkage:
    case LLVMPrivateLinkage:
    case LLVMAvailableExternallyLinkage:
    case LLVMLinkOnceODRLinkage:
    case LLVMWeakODRLinkage:
        return false;
    default:
        return true;
    }
}

LLVMValueRef llvm_function_behind(LLVMValueRef value)
{
    for (int i = 0; i < 16; i++) {
        if (LLVMIsAFunction(value) != NULL)
            return value;
        if (LLVMIsAGlobalAlias(value) != NULL && !llvm_is_replaceable(value))
            value = LLVMAliasGetAliasee(value);
        else if (LLVMIsAConstantExpr(value) != NULL &&
                 (LLVMGetConstOpcode(value) == LLVMBitCast ||
                  LLVMGetConstOpcode(value) == LLVMAddrSpaceCast))
            value = LLVMGetOperand(value, 0);
        else
            return NULL;
    }
    return NULL;
}

bool llvm_has_final_body(LLVMValueRef function)
{
    return !LLVMIsDeclaration(function) && !llvm_is_replaceable(function);
}

bool llvm_is_header_copy(LLVMValueRef function)
{
    return LLVMGetLinkage(function) == LLVMAvailableExternallyLinkage;
}

static char shape_of_type(LLVMTypeRef type)
{
    switch (LLVMGetTypeKind(type)) {
    case LLVMPointerTypeKind:
        return 'p';
    case LLVMIntegerTypeKind:
        return 'i';
    case LLVMVoidTypeKind:
        return 'v';
    case LLVMFloatTypeKind:
    case LLVMDoubleTypeKind:
    case LLVMX86_FP80TypeKind:
    case LLVMFP128TypeKind:
        return 'd';
    default:
        return '?';
    }
}

bool llvm_has_library_prototype(LLVMValueRef function)
{
    enum { MANY = 12 };
    LLVMTypeRef type = LLVMGlobalGetValueType(function), params[MANY];
    char shape[MANY + 3] = { shape_of_type(LLVMGetReturnType(type)) };
    unsigned count = LLVMCountParamTypes(type);
    if (count > MANY)
        return false;
    LLVMGetParamTypes(type, params);
    for (unsigned i = 0; i < count; i++)
        shape[i + 1] = shape_of_type(params[i]);
    if (LLVMIsFunctionVarArg(type))
        shape[count + 1] = '.';
    return escape_known_prototype(llvm_name_of(function), shape);
}

const char *llvm_known_fates(LLVMValueRef function)
{
    if (!LLVMIsDeclaration(function) && llvm_is_replaceable(function))
        return NULL;
    const char *fates = escape_known_fates(llvm_name_of(function));
    return fates != NULL && llvm_has_library_prototype(function) ? fates : NULL;
}
