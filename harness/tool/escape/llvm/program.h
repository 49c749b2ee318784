/* program.h -- the C files as one LLVM module, and small questions about what is in it.
 *
 * Each file is compiled by clang to unoptimised bitcode with debug locations, all are linked, and
 * the module goes through light cleaning passes only: the walk wants the program as written. */
#ifndef HM_ESCAPE_LLVM_PROGRAM_H
#define HM_ESCAPE_LLVM_PROGRAM_H

#include <stdbool.h>

#include <llvm-c/Core.h>
#include <llvm-c/Target.h>

#include "escape/base/known.h"
#include "escape/base/map.h"
#include "escape/base/options.h"
#include "escape/base/path.h"

struct llvm_place {
    const char *file; /* NULL: unknown */
    unsigned line, column;
};

struct stats_summary;

struct llvm_program {
    const struct escape_options *options;
    LLVMContextRef context;
    LLVMModuleRef module;
    LLVMTargetDataRef layout; /* owned by the module */
    int64_t pointer_bytes;
    struct escape_map functions;  /* what is known of each: summary.c */
    struct stats_summary *asking; /* whose walk is running */
    struct stats_summary **dirty; /* to be worked out again */
    size_t dirty_count, dirty_room;
    unsigned busy;         /* summaries being worked out inside one another */
    unsigned base_nesting; /* the same for base.c */
};

/* Compile, link and clean. Returns 0, or 2 after a line on stderr (the compiler's own, for source
 * that does not compile). */
int llvm_program_open(struct llvm_program *program, const struct escape_options *options);
void llvm_program_close(struct llvm_program *program);

/* Forget what was known of files; names on the command line are preferred from now on. */
void llvm_places_begin(const struct escape_options *options);
/* Where an instruction stands in the source. Strings live in the arena. */
struct llvm_place llvm_place_of(LLVMValueRef instruction);
/* Where a function is defined; column 0. */
struct llvm_place llvm_place_of_function(LLVMValueRef function);

/* The name as the programmer wrote it: no ".12" from linking, no ".addr", no "function." before a
 * static local. Never NULL; "" when the value has none. In the arena. */
const char *llvm_name_of(LLVMValueRef value);

/* The function a call reaches, casts and aliases removed; NULL when it is not one known function.
 */
LLVMValueRef llvm_callee_of(LLVMValueRef call);
/* The function behind a pointer constant, or NULL. */
LLVMValueRef llvm_function_behind(LLVMValueRef value);
/* True when the body we see is the body that runs: defined here and not replaceable at link time.
 */
bool llvm_has_final_body(LLVMValueRef function);
/* True for the inline copy that a system header carries of a library function (getline, atoi). */
bool llvm_is_header_copy(LLVMValueRef function);
/* True for the allocator and memory names of the options and of the library. A body of their own,
 * as in a file that defines xmalloc, does not matter for names given as options. */
const struct escape_allocator *llvm_allocator_of(const struct llvm_program *program,
                                                 LLVMValueRef call);
bool llvm_frees(const struct llvm_program *program, LLVMValueRef function);

/* Attribute `name` on argument `index` of the call or of the function it reaches. */
bool llvm_argument_has(LLVMValueRef call, unsigned index, const char *name);
/* The argument is promised not to be kept (nocapture, captures(none)). */
bool llvm_argument_not_captured(LLVMValueRef call, unsigned index);
/* The function only reads memory (`pure`, `const`): nothing outlives the call but its result. */
bool llvm_only_reads(LLVMValueRef call);

bool llvm_is_call(LLVMValueRef value);
bool llvm_is_aggregate(LLVMValueRef value);
int64_t llvm_store_size(const struct llvm_program *program, LLVMTypeRef type);
/* How far a getelementptr moves its pointer. */
struct escape_offset llvm_gep_offset(const struct llvm_program *program, LLVMValueRef gep);
/* The place inside an aggregate that extractvalue or insertvalue names. */
int64_t llvm_field_offset(const struct llvm_program *program, LLVMTypeRef type, LLVMValueRef user);
/* The value of a constant integer of at most 64 bits, in *value. */
bool llvm_constant(LLVMValueRef value, int64_t *result);

#endif
