/* place.c -- where in the source a raw site is, seen through wrappers, libraries and
 * inlining. */
#include "verdict/parts.h"

#include <stdio.h>
#include <string.h>

#include "count/hook.h"

static const char *const entries[] = {
    [HM_COUNT_MALLOC] = "malloc",
    [HM_COUNT_CALLOC] = "calloc",
    [HM_COUNT_REALLOC] = "realloc",
    [HM_COUNT_REALLOCARRAY] = "reallocarray",
    [HM_COUNT_ALIGNED_ALLOC] = "aligned_alloc",
    [HM_COUNT_POSIX_MEMALIGN] = "posix_memalign",
    [HM_COUNT_MEMALIGN] = "memalign",
    [HM_COUNT_VALLOC] = "valloc",
    [HM_COUNT_PVALLOC] = "pvalloc",
    [HM_COUNT_FREE] = "free",
};

static struct verdict_at at_of(const struct symbols_symbol *s)
{
    return (struct verdict_at){ s->function, s->file, s->line, s->column };
}

static bool same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* Number of the module around `address`, from 1: of two that had it, the one loaded last. 0: none.
 */
static unsigned module_at(const struct verdict_reading *r, uint64_t address)
{
    const struct hm_tracer_raw *raw = &r->parts->raw;
    for (unsigned m = raw->header->modules; m > 0; m--)
        if (address >= raw->module[m - 1].start && address < raw->module[m - 1].end)
            return m;
    return 0;
}

const struct symbols_symbol *verdict_spots(const struct verdict_reading *r, uint64_t address,
                                           size_t *count)
{
    return symbols_at(r->symbols, module_at(r, address - 1), address, count);
}

const char *verdict_binary_at(const struct verdict_reading *r, uint64_t address, uint64_t *own)
{
    unsigned module = module_at(r, address - 1);
    *own = address;
    if (module == 0)
        return NULL;
    *own = symbols_own_address(r->symbols, module, address - 1); /* within the call */
    const char *path = r->parts->raw.module[module - 1].path, *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

struct verdict_at verdict_spot_at(const struct verdict_reading *r, uint64_t address)
{
    size_t count;
    return at_of(verdict_spots(r, address, &count));
}

static const char *symbol_at(const struct verdict_reading *r, uint64_t address)
{
    return symbols_name(r->symbols, module_at(r, address), address);
}

const char *verdict_frame_function(const struct verdict_reading *r,
                                   const struct hm_tracer_raw_frame *frame)
{
    size_t count;
    const struct symbols_symbol *spot = verdict_spots(r, frame->pc, &count);
    if (r->parts->is_machine)
        return frame->fn < count ? spot[frame->fn].function : NULL;
    if (spot->file != NULL && spot->function != NULL)
        return spot->function;
    const char *name = symbol_at(r, frame->fn);
    return name != NULL ? name : spot->function;
}

/* Among the positions of one address, the one in `function`, from `first` on. */
static struct verdict_at position_in(const struct verdict_reading *r, uint64_t address,
                                     const char *function, size_t first)
{
    size_t count;
    const struct symbols_symbol *spot = verdict_spots(r, address, &count);
    for (size_t i = first; i < count; i++)
        if (same(spot[i].function, function))
            return at_of(&spot[i]);
    return (struct verdict_at){ .function = function };
}

/* The position of the call that returns to `ra`, in that function, which the frame is of. Where the
 * compiler made two calls one, debug information may not even name the inlined function that made
 * them. Then it is the position of the frame itself, at the function's beginning. */
static struct verdict_at call_position(const struct verdict_reading *r, uint64_t ra,
                                       const char *function,
                                       const struct hm_tracer_raw_frame *frame)
{
    struct verdict_at at = position_in(r, ra, function, 0);
    return at.file != NULL ? at : position_in(r, frame->pc, function, 0);
}

struct verdict_at verdict_call_in(const struct verdict_reading *r, uint64_t ra,
                                  const struct hm_tracer_raw_frame *frame)
{
    if (r->parts->is_machine)
        return verdict_spot_at(r, ra);
    return call_position(r, ra, verdict_frame_function(r, frame), frame);
}

struct verdict_at verdict_frame_call(const struct verdict_reading *r,
                                     const struct hm_tracer_raw_frame *inner,
                                     const struct hm_tracer_raw_frame *frame)
{
    size_t count;
    if (r->parts->is_machine) {
        const struct symbols_symbol *spot = verdict_spots(r, frame->pc, &count);
        return at_of(&spot[frame->fn < count ? frame->fn : 0]);
    }
    const char *function = verdict_frame_function(r, frame);
    verdict_spots(r, inner->pc, &count);
    if (count > 1) { /* inlined: its own address knows its caller */
        struct verdict_at at = position_in(r, inner->pc, function, 1);
        if (at.file != NULL)
            return at;
    }
    return call_position(r, inner->call, function, frame);
}

/* printf for __printf_chk and _IO_printf, strdup for strdup@GLIBC_2.2.5, operator new for its many
 * mangled names; else the name itself. */
static const char *plain_name(struct symbols *s, const char *name)
{
    char plain[256];
    if (name == NULL)
        return NULL;
    const char *replaced = verdict_replaced_name(name);
    name = replaced != NULL ? replaced : name;
    if (strncmp(name, "_Znw", 4) == 0)
        return "operator new";
    if (strncmp(name, "_Zna", 4) == 0)
        return "operator new[]";
    size_t length = strcspn(name, "@");
    bool checked =
        length > 6 && strncmp(name, "__", 2) == 0 && strncmp(name + length - 4, "_chk", 4) == 0;
    if (checked) {
        name += 2;
        length -= 6;
    } else if (strncmp(name, "_IO_", 4) == 0 && length > 4) {
        name += 4;
        length -= 4;
    }
    snprintf(plain, sizeof plain, "%.*s", (int)length, name);
    return symbols_text(s, plain);
}

/* The function a site calls: by debug information in the program's own file, else by its plainest
 * symbol, else the file it is in. */
static const char *library_function(const struct verdict_reading *r, uint64_t via)
{
    unsigned module = module_at(r, via);
    if (module == 0)
        return NULL;
    size_t count;
    const struct symbols_symbol *spot = verdict_spots(r, via, &count);
    const char *name =
        module == 1 ? spot[count - 1].function : plain_name(r->symbols, symbol_at(r, via - 1));
    return name != NULL ? name : basename(r->parts->raw.module[module - 1].path);
}

static bool chain_has(const struct verdict_reading *r, const struct verdict_frames *chain,
                      const char *function)
{
    for (uint32_t i = 0; i < chain->count; i++)
        if (same(verdict_frame_function(r, &chain->frame[i]), function))
            return true;
    return false;
}

bool verdict_in_system_header(const char *file)
{
    static const char headers[] = "/usr/include/";
    return file != NULL && strncmp(file, headers, sizeof headers - 1) == 0;
}

/* Inline functions of the system's headers are not the program's either. */
static bool passes_on(const struct verdict_reading *r, const struct verdict_at *at)
{
    return verdict_in_system_header(at->file) || verdict_passes_on(r, at->function);
}

/* C++ names are those of containers and strings, which could be given another place. */
static bool is_cxx(const char *called, const char *header)
{
    return strpbrk(called, ":<(~ ") != NULL || strncmp(called, "operator", 8) == 0 ||
           (header != NULL && strstr(header, "/c++/") != NULL);
}

/* Does the C library keep what this function of it makes? What strdup and its like make is the
 * caller's. */
static bool keeps_its_blocks(const char *called, const char *header)
{
    static const char *const gives[] = { "strdup",
                                         "strndup",
                                         "wcsdup",
                                         "asprintf",
                                         "vasprintf",
                                         "realpath",
                                         "getcwd",
                                         "get_current_dir_name",
                                         "canonicalize_file_name" };
    if (is_cxx(called, header))
        return false;
    for (size_t i = 0; i < sizeof gives / sizeof gives[0]; i++)
        if (strcmp(called + strspn(called, "_"), gives[i]) == 0)
            return false;
    return true;
}

/* The function without hooks that `function` calls at return address ra: an inline one of a system
 * header, as getline is, or the one at via. NULL: the heap itself. */
static const char *called_at(const struct verdict_reading *r, const struct hm_tracer_raw_site *raw,
                             const char *function, struct verdict_placed *p)
{
    size_t count;
    const struct symbols_symbol *spot = verdict_spots(r, raw->ra, &count);
    for (size_t i = 1; i < count; i++)
        if (same(spot[i].function, function) && verdict_in_system_header(spot[i - 1].file)) {
            p->library = keeps_its_blocks(spot[i - 1].function, spot[i - 1].file);
            p->cxx = is_cxx(spot[i - 1].function, spot[i - 1].file);
            return spot[i - 1].function;
        }
    if (raw->via == 0)
        return NULL;
    const char *called = library_function(r, raw->via);
    bool another = called != NULL && module_at(r, raw->via) > 1;
    p->library = another && keeps_its_blocks(called, NULL);
    p->cxx = another && is_cxx(called, NULL);
    return called != NULL ? called : "a library";
}

struct verdict_placed verdict_place_site(const struct verdict_reading *r,
                                         const struct hm_tracer_raw_site *raw)
{
    const struct verdict_options *options = r->parts->options;
    const struct verdict_frames *chain = verdict_frames_of(r, raw);
    struct verdict_placed p = { .in_op = true };

    p.aligned = raw->entry == HM_COUNT_ALIGNED_ALLOC || raw->entry == HM_COUNT_POSIX_MEMALIGN ||
                raw->entry == HM_COUNT_MEMALIGN || raw->entry == HM_COUNT_VALLOC ||
                raw->entry == HM_COUNT_PVALLOC;
    p.allocator = raw->entry < sizeof entries / sizeof entries[0] ? entries[raw->entry] : "malloc";
    if (options->op != NULL && !r->parts->is_machine)
        p.in_op = chain_has(r, chain, options->op);
    bool lacks_some = r->parts->raw.header->shortened != 0 && raw->left_out_max > 0;
    p.op_unknown = !p.in_op && (chain->cut || lacks_some);
    if (chain->count == 0) { /* no instrumented function was on the stack */
        p.at = verdict_spot_at(r, raw->ra);
        p.outside = p.at.file == NULL;
        return p;
    }
    p.at = verdict_call_in(r, raw->ra, &chain->frame[0]);
    const char *called = called_at(r, raw, p.at.function, &p);
    if (called != NULL) {
        p.inner = verdict_is_wrapper(called, options) ? NULL : p.allocator;
        p.library = p.library && p.inner != NULL;
        p.cxx = p.cxx && p.inner != NULL;
        p.allocator = called;
        p.harness = strncmp(called, "hm_", 3) == 0;
    }
    while (p.shift + 1 < chain->count && passes_on(r, &p.at)) {
        p.allocator = p.at.function;
        p.inner = NULL;
        p.cxx = verdict_in_system_header(p.at.file) && is_cxx(p.at.function, p.at.file);
        p.at = verdict_frame_call(r, &chain->frame[p.shift], &chain->frame[p.shift + 1]);
        p.shift++;
    }
    return p;
}
