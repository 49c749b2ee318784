/* program.c -- compile, link and clean; contract in program.h. */
#include "escape/llvm/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <llvm-c/BitReader.h>
#include <llvm-c/Error.h>
#include <llvm-c/ErrorHandling.h>
#include <llvm-c/Linker.h>
#include <llvm-c/Transforms/PassBuilder.h>

#include "escape/base/arena.h"
#include "escape/base/command.h"
#include "escape/llvm/function.h"
#include "escape/llvm/place.h"
#include "escape/llvm/tags.h"

static const char cleaning_passes[] = "inferattrs,function(sroa,instsimplify)";

/* The last error that LLVM reported. The caller of the function that failed prints it. */
static char last_message[512];

static void keep_message(LLVMDiagnosticInfoRef info, void *unused)
{
    (void)unused;
    if (LLVMGetDiagInfoSeverity(info) != LLVMDSError)
        return;
    char *text = LLVMGetDiagInfoDescription(info);
    snprintf(last_message, sizeof last_message, "%s", text);
    LLVMDisposeMessage(text);
}

static void fatal(const char *reason)
{
    escape_cannot("LLVM %d failed: %s", HM_LLVM_MAJOR, reason);
    _Exit(2);
}

static void compile(const struct escape_options *options, struct process_pool *pool,
                    struct process_job *job, const char *file)
{
    static const char *const flags[] = { "-w",         "-O2",
                                         "-g",         "-fno-discard-value-names",
                                         "-Xclang",    "-disable-llvm-passes",
                                         "-emit-llvm", "-c",
                                         "-o",         "-",
                                         "-xc",        NULL };
    job->args = escape_command(options, options->clang, flags, file);
    process_pool_add(pool, job);
}

/* Of a whole project, a file that clang refuses is passed over: *passed_over. */
static int compiled(const struct escape_options *options, const char *file,
                    const struct process_job *job, bool *passed_over)
{
    if (job->status == -1)
        return escape_cannot("no clang: %s could not be run; install clang-%d or give --clang=PATH",
                             options->clang, HM_LLVM_MAJOR);
    fputs(job->err, stderr);
    if (process_job_succeeded(job))
        return 0;
    const char *how = job->err[0] != '\0' ? "(its message is above)" : "(it gave no message)";
    if (WIFSIGNALED(job->status))
        how = escape_arena_format("(it was ended by signal %d)", WTERMSIG(job->status));
    *passed_over = options->whole_project;
    escape_cannot("%s: %sdoes not compile with %s %s", file, *passed_over ? "passed over: " : "",
                  options->clang, how);
    return *passed_over ? 0 : 2;
}

static int parse(struct llvm_program *program, const char *file, const char *code, size_t length,
                 LLVMModuleRef *module)
{
    LLVMMemoryBufferRef buffer = LLVMCreateMemoryBufferWithMemoryRangeCopy(code, length, file);
    last_message[0] = '\0';
    int failed = LLVMParseBitcodeInContext2(program->context, buffer, module);
    LLVMDisposeMemoryBuffer(buffer);
    if (failed)
        return escape_cannot("%s: LLVM %d cannot read what %s wrote (%s); use clang %d", file,
                             HM_LLVM_MAJOR, program->options->clang,
                             last_message[0] != '\0' ? last_message : "no reason given",
                             HM_LLVM_MAJOR);
    return 0;
}

static const char *raw_name(LLVMValueRef value)
{
    size_t length;
    return LLVMGetValueName2(value, &length);
}

/* A project may hold several programs, each with its own main() and perhaps more functions of one
 * name. The first one stays; another is renamed, and only its own file calls it. Which one the
 * other files mean is not known, so the first one becomes replaceable, and its body says nothing of
 * a call. `file` makes the name unique; llvm_name_of() leaves such a number out. */
static void keep_apart(LLVMValueRef first, LLVMValueRef other, size_t file)
{
    if (first == NULL || LLVMIsDeclaration(first) || LLVMIsDeclaration(other) ||
        LLVMGetLinkage(other) != LLVMExternalLinkage)
        return;
    LLVMLinkage linkage = LLVMGetLinkage(first);
    if (linkage != LLVMExternalLinkage && linkage != LLVMWeakAnyLinkage)
        return;
    const char *name = escape_arena_format("%s.%zu", raw_name(other), file);
    LLVMSetValueName2(other, name, strlen(name));
    if (strcmp(raw_name(first), "main") != 0)
        LLVMSetLinkage(first, LLVMWeakAnyLinkage);
}

static void keep_programs_apart(LLVMModuleRef all, LLVMModuleRef module, size_t file)
{
    for (LLVMValueRef f = LLVMGetFirstFunction(module); f != NULL; f = LLVMGetNextFunction(f))
        keep_apart(LLVMGetNamedFunction(all, raw_name(f)), f, file);
    for (LLVMValueRef g = LLVMGetFirstGlobal(module); g != NULL; g = LLVMGetNextGlobal(g))
        keep_apart(LLVMGetNamedGlobal(all, raw_name(g)), g, file);
}

static int add_file(struct llvm_program *program, size_t index, const struct process_job *job,
                    const struct llvm_build *build)
{
    const char *file = program->options->files[index];
    LLVMModuleRef module;
    bool passed_over = false;
    int status = compiled(program->options, file, job, &passed_over);
    if (status == 0 && passed_over)
        return 0;
    if (status == 0)
        status = parse(program, file, job->out, job->out_length, &module);
    if (status != 0)
        return status;
    if (build->parsed != NULL)
        build->parsed(build->ctx, program, index, module);
    if (program->module == NULL) {
        program->module = module;
        return 0;
    }
    if (program->options->project != NULL)
        keep_programs_apart(program->module, module, index);
    last_message[0] = '\0';
    if (LLVMLinkModules2(program->module, module))
        return escape_cannot("%s: does not link with the files before it: %s", file, last_message);
    return 0;
}

/* LLVM gives a declared function the attributes of the library function of its name, and looks at
 * its parameters at most. Only functions that the table of known functions confirms get them. */
static void believe_known_only(LLVMModuleRef module)
{
    static const char name[] = "nobuiltin";
    unsigned kind = LLVMGetEnumAttributeKindForName(name, sizeof name - 1);
    LLVMAttributeRef nobuiltin = LLVMCreateEnumAttribute(LLVMGetModuleContext(module), kind, 0);
    for (LLVMValueRef f = LLVMGetFirstFunction(module); f != NULL; f = LLVMGetNextFunction(f))
        if (LLVMIsDeclaration(f) && LLVMGetIntrinsicID(f) == 0 && llvm_known_fates(f) == NULL)
            LLVMAddAttributeAtIndex(f, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, nobuiltin);
}

static int clean(struct llvm_program *program)
{
    believe_known_only(program->module);
    LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
    LLVMErrorRef error = LLVMRunPasses(program->module, cleaning_passes, NULL, options);
    LLVMDisposePassBuilderOptions(options);
    if (error == LLVMErrorSuccess)
        return 0;
    char *text = LLVMGetErrorMessage(error);
    int status = escape_cannot("LLVM %d: %s", HM_LLVM_MAJOR, text);
    LLVMDisposeErrorMessage(text);
    return status;
}

void llvm_program_begin(struct llvm_program *program, const struct escape_options *options)
{
    *program = (struct llvm_program){ .options = options, .context = LLVMContextCreate() };
    llvm_places_begin(options);
    LLVMInstallFatalErrorHandler(fatal);
    LLVMContextSetDiagnosticHandler(program->context, keep_message, NULL);
}

void llvm_program_measure(struct llvm_program *program)
{
    program->layout = LLVMGetModuleDataLayout(program->module);
    program->pointer_bytes = LLVMPointerSize(program->layout);
}

int llvm_program_open(struct llvm_program *program, const struct escape_options *options,
                      const struct llvm_build *build)
{
    llvm_program_begin(program, options);
    int status = 0;
    struct process_job *jobs = escape_arena_get(options->file_count * sizeof *jobs);
    for (size_t i = 0; i < options->file_count; i++)
        compile(options, build->pool, &jobs[i], options->files[i]);
    for (size_t i = 0; i < options->file_count && status == 0; i++) {
        escape_command_wait(build->pool, &jobs[i]);
        status = add_file(program, i, &jobs[i], build);
        process_jobs_done(&jobs[i], 1);
    }
    if (status == 0 && program->module == NULL)
        status = escape_cannot("%s: no file of the project compiles with %s", options->project,
                               options->clang);
    if (status == 0) {
        llvm_tags_put(program->module);
        status = clean(program);
    }
    if (status == 0)
        llvm_program_measure(program);
    return status;
}

void llvm_program_close(struct llvm_program *program)
{
    if (program->module != NULL)
        LLVMDisposeModule(program->module);
    LLVMContextDispose(program->context);
    *program = (struct llvm_program){ 0 };
}
