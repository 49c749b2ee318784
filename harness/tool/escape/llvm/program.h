/* program.h -- the C files as one LLVM module.
 *
 * clang compiles each file to unoptimised bitcode with debug locations. The files are linked, and
 * only light cleaning passes run over the module: the analysis wants the program as written. */
#ifndef HM_ESCAPE_LLVM_PROGRAM_H
#define HM_ESCAPE_LLVM_PROGRAM_H

#include <stddef.h>
#include <stdint.h>

#include <llvm-c/Core.h>
#include <llvm-c/Target.h>

#include "escape/base/options.h"
#include "process/jobs.h"

struct llvm_program {
    const struct escape_options *options;
    LLVMContextRef context;
    LLVMModuleRef module;     /* NULL until a file is in it */
    LLVMTargetDataRef layout; /* owned by the module */
    int64_t pointer_bytes;
    struct llvm_hooks *hooks; /* hooks.h; NULL: not looked for */
};

struct llvm_build {
    struct process_pool *pool; /* that clang runs in */
    /* Called with the index of each file and its module, when it is read. NULL: no call */
    void (*parsed)(void *ctx, const struct llvm_program *program, size_t file,
                   LLVMModuleRef module);
    void *ctx;
};

/* Compile, link and clean. Returns 0, or 2 after a line on stderr (for source that does not compile
 * it is the compiler's own). Close the program in both cases. */
int llvm_program_open(struct llvm_program *program, const struct escape_options *options,
                      const struct llvm_build *build);
void llvm_program_close(struct llvm_program *program);

/* The two parts of opening, for a module that is not compiled from files. First an empty program;
 * then, with program->module set, the facts about its target. */
void llvm_program_begin(struct llvm_program *program, const struct escape_options *options);
void llvm_program_measure(struct llvm_program *program);

#endif
