/* ir.c -- questions about instructions, calls, attributes and offsets; contract in ir.h. */
#include "escape/llvm/ir.h"

#include <string.h>

#include "escape/base/arena.h"

static LLVMValueRef first_from(LLVMBasicBlockRef block)
{
    LLVMValueRef first = NULL;
    for (; block != NULL && first == NULL; block = LLVMGetNextBasicBlock(block))
        first = LLVMGetFirstInstruction(block);
    return first;
}

LLVMValueRef llvm_first_instruction(LLVMValueRef function)
{
    return first_from(LLVMGetFirstBasicBlock(function));
}

LLVMValueRef llvm_next_instruction(LLVMValueRef instruction)
{
    LLVMValueRef next = LLVMGetNextInstruction(instruction);
    return next != NULL ? next
                        : first_from(LLVMGetNextBasicBlock(LLVMGetInstructionParent(instruction)));
}

unsigned llvm_param_index(LLVMValueRef param)
{
    LLVMValueRef function = LLVMGetParamParent(param);
    unsigned index = 0;
    while (LLVMGetParam(function, index) != param)
        index++;
    return index;
}

bool llvm_param_has(LLVMValueRef param, const char *name)
{
    unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
    return kind != 0 && LLVMGetEnumAttributeAtIndex(LLVMGetParamParent(param),
                                                    llvm_param_index(param) + 1, kind) != NULL;
}

bool llvm_is_call(LLVMValueRef value)
{
    return LLVMIsACallInst(value) != NULL || LLVMIsAInvokeInst(value) != NULL;
}

bool llvm_is_intrinsic(LLVMValueRef value, const char *prefix)
{
    LLVMValueRef callee = llvm_is_call(value) ? llvm_callee_of(value) : NULL;
    size_t length;
    return callee != NULL &&
           strncmp(LLVMGetValueName2(callee, &length), prefix, strlen(prefix)) == 0;
}

LLVMValueRef llvm_callee_of(LLVMValueRef call)
{
    return llvm_function_behind(LLVMGetCalledValue(call));
}

LLVMValueRef llvm_body_of(LLVMValueRef call)
{
    LLVMValueRef callee = llvm_callee_of(call);
    return callee != NULL && llvm_has_final_body(callee) ? callee : NULL;
}

static bool named_in(const char *name, const char **list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i], name) == 0)
            return true;
    return false;
}

static LLVMAttributeRef attribute(LLVMValueRef call, LLVMAttributeIndex index, const char *name)
{
    unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
    if (kind == 0)
        return NULL;
    LLVMAttributeRef found = LLVMGetCallSiteEnumAttribute(call, index, kind);
    LLVMValueRef callee = llvm_callee_of(call);
    if (found == NULL && callee != NULL)
        found = LLVMGetEnumAttributeAtIndex(callee, index, kind);
    return found;
}

bool llvm_argument_has(LLVMValueRef call, unsigned index, const char *name)
{
    return attribute(call, index + 1, name) != NULL;
}

/* captures(...) is (other ways << 4) | by the result, and in each half these bits are "the object
 * can be reached". `noescape` became captures(address) in LLVM 23: it tells only where it is. */
enum { CAPTURED_PROVENANCE = 0xCC };

bool llvm_argument_not_captured(LLVMValueRef call, unsigned index)
{
    if (attribute(call, index + 1, "nocapture") != NULL)
        return true;
    LLVMAttributeRef captures = attribute(call, index + 1, "captures");
    return captures != NULL && (LLVMGetEnumAttributeValue(captures) & CAPTURED_PROVENANCE) == 0;
}

bool llvm_only_reads(LLVMValueRef call)
{
    LLVMAttributeIndex whole = (LLVMAttributeIndex)LLVMAttributeFunctionIndex;
    if (attribute(call, whole, "readnone") != NULL || attribute(call, whole, "readonly") != NULL)
        return true;
    LLVMAttributeRef memory = attribute(call, whole, "memory");
    /* Two bits for each kind of memory; the upper one of each pair allows writing. */
    return memory != NULL &&
           (LLVMGetEnumAttributeValue(memory) & UINT64_C(0xAAAAAAAAAAAAAAAA)) == 0;
}

/* By its name or its attribute. */
static bool is_twice_function(LLVMValueRef function)
{
    static const char *const names[] = { "setjmp",    "_setjmp",    "__setjmp",
                                         "sigsetjmp", "_sigsetjmp", "__sigsetjmp",
                                         "savectx",   "getcontext", "swapcontext",
                                         "vfork",     "__vfork",    "llvm.eh.sjlj.setjmp" };
    static const char returns_twice[] = "returns_twice";
    unsigned kind = LLVMGetEnumAttributeKindForName(returns_twice, sizeof returns_twice - 1);
    if (LLVMGetEnumAttributeAtIndex(function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex,
                                    kind) != NULL)
        return true;
    const char *name = llvm_name_of(function);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* A call in a function that is always inlined returns twice in the function it is inlined in. */
static bool twice_when_inlined(LLVMValueRef function, unsigned nesting)
{
    static const char always[] = "alwaysinline";
    unsigned kind = LLVMGetEnumAttributeKindForName(always, sizeof always - 1);
    LLVMAttributeIndex whole = (LLVMAttributeIndex)LLVMAttributeFunctionIndex;
    if (nesting > 8 || LLVMGetEnumAttributeAtIndex(function, whole, kind) == NULL)
        return false;
    for (LLVMValueRef i = llvm_first_instruction(function); i != NULL;
         i = llvm_next_instruction(i)) {
        LLVMValueRef callee = llvm_is_call(i) ? llvm_callee_of(i) : NULL;
        if (callee != NULL &&
            (is_twice_function(callee) || twice_when_inlined(callee, nesting + 1)))
            return true;
    }
    return false;
}

bool llvm_returns_twice(LLVMValueRef call)
{
    LLVMValueRef callee = llvm_callee_of(call);
    if (attribute(call, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, "returns_twice") != NULL)
        return true;
    return callee != NULL && (is_twice_function(callee) || twice_when_inlined(callee, 0));
}

bool llvm_twice_is_pointed_to(LLVMModuleRef module)
{
    for (LLVMValueRef f = LLVMGetFirstFunction(module); f != NULL; f = LLVMGetNextFunction(f))
        for (LLVMUseRef u = is_twice_function(f) ? LLVMGetFirstUse(f) : NULL; u != NULL;
             u = LLVMGetNextUse(u)) {
            LLVMValueRef user = LLVMGetUser(u);
            if (!llvm_is_call(user) || llvm_callee_of(user) != f)
                return true;
        }
    return false;
}

/* A body that may be replaced is the program's own, whatever its name is. */
static bool has_own_body(LLVMValueRef function)
{
    return !LLVMIsDeclaration(function) && !llvm_is_header_copy(function);
}

static struct escape_allocator *new_allocator(const char *name)
{
    struct escape_allocator *allocator = escape_arena_get(sizeof *allocator);
    *allocator =
        (struct escape_allocator){ .name = name, .size = -1, .count = -1, .old = -1, .out = -1 };
    return allocator;
}

const struct escape_allocator *llvm_allocator_by_shape(LLVMValueRef call, const char *name)
{
    struct escape_allocator *shape = new_allocator(name);
    bool grows = strstr(name, "realloc") != NULL;
    unsigned count = LLVMGetNumArgOperands(call);
    for (unsigned i = 0; i < count; i++) {
        LLVMTypeKind kind = LLVMGetTypeKind(LLVMTypeOf(LLVMGetOperand(call, i)));
        if (kind == LLVMPointerTypeKind && shape->old < 0 && grows)
            shape->old = (int)i;
        if (kind != LLVMIntegerTypeKind)
            continue;
        if (shape->size < 0)
            shape->size = (int)i;
        else if (shape->count < 0)
            shape->count = (int)i;
    }
    shape->varies = shape->size < 0;
    return shape;
}

static const struct escape_allocator *allocator_by_attribute(LLVMValueRef call, const char *name)
{
    /* fopen and the like are marked as allocators too; the table of known functions goes first. */
    if (!llvm_is_pointer(call) || llvm_known_fates(llvm_callee_of(call)) != NULL)
        return NULL;
    LLVMAttributeRef size =
        attribute(call, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, "allocsize");
    if (size == NULL && attribute(call, LLVMAttributeReturnIndex, "noalias") == NULL)
        return NULL;
    struct escape_allocator *shape = new_allocator(name);
    shape->varies = size == NULL;
    if (size != NULL) {
        uint64_t packed = LLVMGetEnumAttributeValue(size);
        uint32_t second = (uint32_t)packed;
        shape->size = (int)(packed >> 32);
        shape->count = second == UINT32_MAX ? -1 : (int)second;
    }
    return shape;
}

const struct escape_allocator *llvm_direct_allocator(const struct llvm_program *program,
                                                     LLVMValueRef call)
{
    LLVMValueRef callee = llvm_callee_of(call);
    if (callee == NULL)
        return NULL;
    const char *name = llvm_name_of(callee);
    if (named_in(name, program->options->allocs, program->options->alloc_count)) {
        const struct escape_allocator *known = escape_known_allocator(name);
        return known != NULL ? known : llvm_allocator_by_shape(call, name);
    }
    if (llvm_has_final_body(callee) && !llvm_is_header_copy(callee))
        return NULL;
    const struct escape_allocator *known = escape_known_allocator(name);
    return known != NULL && !has_own_body(callee) && llvm_has_library_prototype(callee)
               ? known
               : allocator_by_attribute(call, name);
}

bool llvm_allocates(const struct llvm_program *program, LLVMModuleRef module)
{
    for (LLVMValueRef f = LLVMGetFirstFunction(module); f != NULL; f = LLVMGetNextFunction(f)) {
        if (escape_known_allocator(llvm_name_of(f)) != NULL)
            return true;
        for (LLVMValueRef i = llvm_first_instruction(f); i != NULL; i = llvm_next_instruction(i))
            if (llvm_is_call(i) && llvm_direct_allocator(program, i) != NULL)
                return true;
    }
    return false;
}

bool llvm_frees(const struct llvm_program *program, LLVMValueRef function)
{
    return named_in(llvm_name_of(function), program->options->frees, program->options->free_count);
}

bool llvm_is_pointer(LLVMValueRef value)
{
    return LLVMGetTypeKind(LLVMTypeOf(value)) == LLVMPointerTypeKind;
}

bool llvm_is_aggregate(LLVMValueRef value)
{
    LLVMTypeKind kind = LLVMGetTypeKind(LLVMTypeOf(value));
    return kind == LLVMStructTypeKind || kind == LLVMArrayTypeKind;
}

const char *llvm_text(LLVMValueRef pointer)
{
    size_t length;
    while (LLVMIsAConstantExpr(pointer) != NULL) {
        LLVMOpcode opcode = LLVMGetConstOpcode(pointer);
        for (int i = 1; opcode == LLVMGetElementPtr && i < LLVMGetNumOperands(pointer); i++)
            if (!LLVMIsNull(LLVMGetOperand(pointer, (unsigned)i)))
                return NULL;
        if (opcode != LLVMGetElementPtr && opcode != LLVMBitCast)
            return NULL;
        pointer = LLVMGetOperand(pointer, 0);
    }
    if (LLVMIsAGlobalVariable(pointer) == NULL || !LLVMIsGlobalConstant(pointer))
        return NULL;
    LLVMValueRef value = LLVMGetInitializer(pointer);
    if (value == NULL || !LLVMIsConstantString(value))
        return value != NULL && LLVMIsNull(value) ? "" : NULL;
    const char *text = LLVMGetAsString(value, &length);
    return escape_arena_copy(text, length);
}

int64_t llvm_store_size(const struct llvm_program *program, LLVMTypeRef type)
{
    return (int64_t)LLVMStoreSizeOfType(program->layout, type);
}

bool llvm_constant(LLVMValueRef value, int64_t *result)
{
    if (LLVMIsAConstantInt(value) == NULL || LLVMGetIntTypeWidth(LLVMTypeOf(value)) > 64)
        return false;
    *result = LLVMConstIntGetSExtValue(value);
    return true;
}

static struct escape_offset element_offset(const struct llvm_program *program, LLVMTypeRef element,
                                           LLVMValueRef index)
{
    int64_t size = (int64_t)LLVMABISizeOfType(program->layout, element), times;
    if (!llvm_constant(index, &times))
        return size == 0 ? escape_offset_exactly(0) : escape_offset_every(0, size);
    if (times > INT32_MAX || times < INT32_MIN || size > INT32_MAX)
        return escape_offset_any();
    return escape_offset_exactly(size * times);
}

struct escape_offset llvm_gep_offset(const struct llvm_program *program, LLVMValueRef gep)
{
    LLVMTypeRef type = LLVMGetGEPSourceElementType(gep);
    struct escape_offset offset = escape_offset_exactly(0);
    int count = LLVMGetNumOperands(gep);
    for (int i = 1; i < count; i++) {
        LLVMValueRef index = LLVMGetOperand(gep, (unsigned)i);
        struct escape_offset step;
        if (i == 1) {
            step = element_offset(program, type, index);
        } else if (LLVMGetTypeKind(type) == LLVMStructTypeKind) {
            unsigned field = (unsigned)LLVMConstIntGetZExtValue(index);
            step =
                escape_offset_exactly((int64_t)LLVMOffsetOfElement(program->layout, type, field));
            type = LLVMStructGetTypeAtIndex(type, field);
        } else {
            type = LLVMGetElementType(type);
            step = element_offset(program, type, index);
        }
        offset = escape_offset_plus(offset, step);
    }
    return offset;
}

int64_t llvm_field_offset(const struct llvm_program *program, LLVMTypeRef type, LLVMValueRef user)
{
    const unsigned *indices = LLVMGetIndices(user);
    unsigned count = LLVMGetNumIndices(user);
    int64_t offset = 0;
    for (unsigned i = 0; i < count; i++) {
        if (LLVMGetTypeKind(type) == LLVMStructTypeKind) {
            offset += (int64_t)LLVMOffsetOfElement(program->layout, type, indices[i]);
            type = LLVMStructGetTypeAtIndex(type, indices[i]);
        } else {
            type = LLVMGetElementType(type);
            offset += (int64_t)LLVMABISizeOfType(program->layout, type) * (int64_t)indices[i];
        }
    }
    return offset;
}
