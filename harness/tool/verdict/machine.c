/* machine.c -- call stacks of machine frames as chains of source frames. */
#include "verdict/machine.h"

#include <stdlib.h>
#include <string.h>

#include "count/hook.h"
#include "valgrind/seen.h"
#include "verdict/frames.h"

struct path {
    uint64_t hash;
    struct hm_tracer_raw_peak *peak; /* NULL: the slot is free */
};

struct reader {
    struct verdict_machine *m;
    struct vg_seen seen;
    struct symbols *symbols;
    const char *op;
    uint32_t *site_at; /* by site of the tool: of the raw trace; 0: left out */
    struct path *path; /* an open hash table */
    size_t path_mask;
    size_t frames; /* of all chains */
};

const char *verdict_replaced_name(const char *symbol)
{
    static const char prefix[] = "_vgr";
    if (symbol == NULL || strncmp(symbol, prefix, sizeof prefix - 1) != 0)
        return NULL;
    const char *at = strchr(symbol + sizeof prefix - 1, '_'); /* behind its number and ZU */
    at = at != NULL ? strchr(at + 1, '_') : NULL;             /* behind the library's name */
    return at != NULL ? at + 1 : NULL;
}

static unsigned module_at(const struct reader *r, uint64_t address)
{
    for (unsigned m = r->m->header.modules; m > 0; m--)
        if (address >= r->m->module[m - 1].start && address < r->m->module[m - 1].end)
            return m;
    return 0;
}

static const struct symbols_symbol *spots(const struct reader *r, uint64_t pc, size_t *count)
{
    return symbols_at(r->symbols, module_at(r, pc - 1), pc, count);
}

/* The entry of the malloc family that has that name; -1: it is none, as operator new. */
static int entry_of(const char *name)
{
    static const char *const names[] = {
        [HM_COUNT_MALLOC] = "malloc",
        [HM_COUNT_CALLOC] = "calloc",
        [HM_COUNT_REALLOC] = "realloc",
        [HM_COUNT_REALLOCARRAY] = "reallocarray",
        [HM_COUNT_ALIGNED_ALLOC] = "aligned_alloc",
        [HM_COUNT_POSIX_MEMALIGN] = "posix_memalign",
        [HM_COUNT_MEMALIGN] = "memalign",
        [HM_COUNT_VALLOC] = "valloc",
        [HM_COUNT_PVALLOC] = "pvalloc",
    };
    for (size_t i = 0; name != NULL && i < sizeof names / sizeof names[0]; i++)
        if (names[i] != NULL && strcmp(name, names[i]) == 0)
            return (int)i;
    return -1;
}

static const char *name_at(const struct reader *r, uint64_t pc)
{
    const char *name = symbols_name(r->symbols, module_at(r, pc), pc);
    const char *replaced = verdict_replaced_name(name);
    return replaced != NULL ? replaced : name;
}

static uint32_t program_frame(const struct reader *r, uint32_t node)
{
    while (node != 0 && !r->seen.node[node].program)
        node = r->seen.node[node].parent;
    return node;
}

static bool same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* Whole chains are read until they have FRAMES_MAX frames together; then CUT_TO frames of each. */
enum { FRAMES_MAX = 1 << 20, CUT_TO = 16 };

static bool add_frame(const struct reader *r, struct verdict_frames *chain, uint64_t pc,
                      size_t spot)
{
    chain->cut = r->frames >= FRAMES_MAX && chain->count == CUT_TO;
    return chain->cut ||
           verdict_frames_add(chain, (struct hm_tracer_raw_frame){ .fn = spot, .pc = pc });
}

/* The source frames of a stack. *in_op: one of them is op. False: no memory. */
static bool fill_chain(struct reader *r, struct verdict_frames *chain, uint32_t node, bool *in_op)
{
    *in_op = r->op == NULL;
    for (node = program_frame(r, node); node != 0;
         node = program_frame(r, r->seen.node[node].parent)) {
        uint64_t pc = r->seen.node[node].pc;
        size_t count;
        const struct symbols_symbol *spot = spots(r, pc, &count);
        for (size_t i = 0; i < count; i++) {
            *in_op = *in_op || same(spot[i].function, r->op);
            if (!add_frame(r, chain, pc, i))
                return false;
        }
        if (chain->cut && *in_op)
            break;
    }
    r->frames += chain->count;
    return true;
}

/* What the innermost frame of the program called: by its call if that says it, else by the frame
 * that lies inside it. */
static void fill_call(const struct reader *r, struct hm_tracer_raw_site *to,
                      const struct vg_seen_site *from)
{
    uint32_t inner = from->node;
    for (uint32_t n = from->node; n != from->program && n != 0; n = r->seen.node[n].parent)
        inner = n;
    uint64_t inside = r->seen.node[inner].pc + (inner == from->node); /* behind an instruction */
    int entry = entry_of(name_at(r, r->seen.node[from->node].pc));
    int called = from->called != 0 ? entry_of(name_at(r, from->called)) : -1;

    to->ra = from->program != 0 ? r->seen.node[from->program].pc : 0;
    to->entry = (uint32_t)(called >= 0 ? called : entry >= 0 ? entry : HM_COUNT_MALLOC);
    if (called >= 0 || (from->called == 0 && inner == from->node && entry >= 0))
        to->via = 0;
    else if (module_at(r, from->called) != 0)
        to->via = from->called + 1;
    else
        to->via = inside;
}

static bool read_site(struct reader *r, uint32_t index)
{
    const struct vg_seen_site *from = &r->seen.site[index];
    struct hm_tracer_raw_header *h = &r->m->header;
    struct verdict_frames *chain = &r->m->frames[h->sites];
    struct hm_tracer_raw_site *to = &r->m->site[h->sites];
    bool in_op;

    if (!fill_chain(r, chain, from->node, &in_op))
        return false;
    if (!in_op) {
        chain->count = 0;
        chain->cut = false;
        return true;
    }
    *to = (struct hm_tracer_raw_site){
        .group = { h->sites, h->sites, h->sites },
        .blocks = from->blocks,
        .bytes = from->bytes,
        .size_min = from->size_min,
        .size_max = from->size_max,
        .died = from->died,
        .dropped = from->dropped,
        .live_peak = from->live_peak,
        .outlived_thread = from->outlived_thread,
        .moves = from->moves,
        .growths = from->growths,
        .grown = from->grown,
        .grow_from_min = from->grow_from_min,
        .grow_to_max = from->grow_to_max,
    };
    memcpy(to->size_log2, from->size_log2, sizeof to->size_log2);
    fill_call(r, to, from);
    r->site_at[index] = h->sites++;
    return true;
}

static bool same_position(const struct symbols_symbol *a, const struct symbols_symbol *b,
                          bool inlined)
{
    return same(a->function, b->function) &&
           (!inlined || (a->line == b->line && a->column == b->column));
}

/* How many functions, from the one that has code of its own inwards, does the frame have in common
 * at these two addresses? At least the first, also when it went on by a jump to another function.
 */
static size_t in_common(const struct symbols_symbol *a, size_t count,
                        const struct symbols_symbol *b, size_t b_count)
{
    size_t n = 1;
    while (n < count && n < b_count &&
           same(a[count - n - 1].function, b[b_count - n - 1].function) &&
           same_position(&a[count - n], &b[b_count - n], true))
        n++;
    return n;
}

/* The home of a block is a machine frame. Of the functions that are inlined in it at the birth,
 * those that it is not in any more at the death have ended. Whether the others were left and
 * entered again in between cannot be seen: then the verdict is in machine frames. */
static void fill_home(const struct reader *r, struct hm_tracer_raw_fate *to, const char **sure,
                      const struct vg_seen_fate *from)
{
    uint32_t node = program_frame(r, r->seen.site[from->site].node);
    uint32_t depth = 0, machine = 0;
    size_t count, then;
    for (; node != 0 && node != from->home; node = program_frame(r, r->seen.node[node].parent)) {
        spots(r, r->seen.node[node].pc, &count);
        depth += (uint32_t)count;
        machine++;
    }
    uint64_t pc = r->seen.node[from->home].pc;
    const struct symbols_symbol *birth = spots(r, pc, &count);
    const struct symbols_symbol *death = spots(r, from->home_pc, &then);
    size_t common = from->home_pc != 0 ? in_common(birth, count, death, then) : 1;
    *sure = NULL;
    if (common > 1) {
        *sure = birth[count - 1].function;
        to->depth = machine;
        to->home = (struct hm_tracer_raw_frame){ .fn = count - 1, .pc = pc };
        return;
    }
    to->depth = depth + (uint32_t)(count - common);
    to->home = (struct hm_tracer_raw_frame){ .fn = count - common, .pc = pc };
}

/* What tells the call stack of a site from others that lead to the same line, from its innermost
 * frame of the program up to the home. The frames of libraries between the two count, and so do
 * the sizes of all frames: one activation that asks alloca() for more has blocks of two stacks. */
static uint64_t path_of(const struct reader *r, const struct hm_tracer_raw_fate *fate,
                        const struct vg_seen_fate *from)
{
    const struct hm_tracer_raw_site *site = &r->m->site[fate->site];
    uint64_t hash = fate->home.pc * 31 + fate->home.fn;
    hash = (hash ^ site->via) * 31 + site->entry;
    uint32_t node = program_frame(r, r->seen.site[from->site].node);
    for (bool home = false; node != 0 && !home; node = r->seen.node[node].parent) {
        home = node == from->home;
        hash = (hash ^ r->seen.node[node].pc) * 0x100000001b3u;
        hash = (hash ^ r->seen.node[node].size) * 0x100000001b3u;
    }
    return hash ^ hash >> 29;
}

/* Chains that part before the home may be alive together, and so may chains of different depth that
 * recursion leads to one home: each has a number of its own, and they are added up. Chains that
 * part further out belong to different activations: of those the largest number stands. The group
 * is that of the first site among them. */
static void add_peak(struct reader *r, const struct hm_tracer_raw_fate *fate,
                     const struct vg_seen_fate *from)
{
    uint64_t hash = path_of(r, fate, from);
    size_t i = hash & r->path_mask;
    while (r->path[i].peak != NULL && r->path[i].hash != hash)
        i = (i + 1) & r->path_mask;
    struct hm_tracer_raw_peak *peak = r->path[i].peak;
    if (peak == NULL) {
        peak = &r->m->peak[r->m->header.peaks++];
        *peak = (struct hm_tracer_raw_peak){ .group = fate->site, .home = fate->home.pc };
        r->path[i] = (struct path){ .hash = hash, .peak = peak };
    }
    if (from->live_max > peak->live)
        peak->live = from->live_max;
}

static void read_fate(struct reader *r, uint32_t index)
{
    const struct vg_seen_fate *from = &r->seen.fate[index];
    struct hm_tracer_raw_header *h = &r->m->header;
    struct hm_tracer_raw_fate *to = &r->m->fate[h->fates];
    if (r->site_at[from->site] == 0)
        return;
    *to = (struct hm_tracer_raw_fate){ .site = r->site_at[from->site],
                                       .kind = from->kind,
                                       .free_ra = from->free_pc,
                                       .blocks = from->blocks,
                                       .bytes = from->bytes };
    r->m->sure[h->fates] = NULL;
    if (from->kind == HM_TRACER_FATE_HOME) {
        fill_home(r, to, &r->m->sure[h->fates], from);
        to->depth_min = to->depth_max = to->depth;
        add_peak(r, to, from);
    }
    h->fates++;
}

/* A frame is known by the position that has code of its own, which is the last. */
static void read_events(struct reader *r)
{
    const struct vg_seen_header *from = r->seen.header;
    uint64_t count = from->events < from->events_max ? from->events : from->events_max;
    for (uint64_t i = 0; i < count; i++) {
        struct hm_tracer_raw_event *e = &r->m->event[i];
        *e = r->seen.event[i];
        size_t spot_count;
        if (e->kind == HM_TRACER_EV_BORN)
            e->where = e->where < from->sites ? r->site_at[e->where] : 0;
        if (e->kind != HM_TRACER_EV_ENTER)
            continue;
        spots(r, e->where, &spot_count);
        e->extra = spot_count - 1;
    }
}

static void read_header(struct verdict_machine *m, const struct vg_seen_header *h)
{
    m->header = (struct hm_tracer_raw_header){ .magic = HM_TRACER_RAW_MAGIC,
                                               .version = HM_TRACER_RAW_VERSION,
                                               .pid = h->pid,
                                               .events_max = h->events_max,
                                               .blocks_max = h->blocks_max,
                                               .attached = h->attached,
                                               .hooked = h->replaced,
                                               .modules = h->modules,
                                               .sites = 1,
                                               .threads = h->threads,
                                               .forks = h->forks,
                                               .switched = h->switched,
                                               .modules_missed = h->modules_missed,
                                               .events = h->events,
                                               .born = h->born,
                                               .unknown_frees = h->unknown_frees,
                                               .dropped = h->dropped,
                                               .frames_lost = h->frames_lost };
}

bool verdict_machine_read(struct verdict_machine *m, void *seen, struct symbols *symbols,
                          const char *op)
{
    struct reader r = { .m = m, .symbols = symbols, .op = op };
    *m = (struct verdict_machine){ 0 };
    vg_seen_at(&r.seen, seen, 0);
    const struct vg_seen_header *h = r.seen.header;
    uint64_t events = h->events < h->events_max ? h->events : h->events_max;

    read_header(m, h);
    m->module = r.seen.module;
    m->frames = calloc(h->sites + 1u, sizeof *m->frames);
    m->site = calloc(h->sites + 1u, sizeof *m->site);
    m->fate = calloc(h->fates + 1u, sizeof *m->fate);
    m->peak = calloc(h->fates + 1u, sizeof *m->peak);
    m->event = calloc(events + 1u, sizeof *m->event);
    m->sure = calloc(h->fates + 1u, sizeof *m->sure);
    r.site_at = calloc(h->sites + 1u, sizeof *r.site_at);
    r.path_mask = 1;
    while (r.path_mask < 2 * (size_t)h->fates)
        r.path_mask = 2 * r.path_mask + 1;
    r.path = calloc(r.path_mask + 1, sizeof *r.path);
    bool ok = r.path != NULL && m->frames != NULL && m->site != NULL && m->fate != NULL &&
              m->peak != NULL && m->event != NULL && m->sure != NULL && r.site_at != NULL;
    for (uint32_t i = 0; i < h->modules && ok; i++)
        ok = symbols_add(symbols, m->module[i].path, m->module[i].bias) != 0;
    if (ok && h->sites > 0)
        m->site[0].blocks = r.seen.site[0].blocks;
    for (uint32_t i = 1; i < h->sites && ok; i++)
        ok = read_site(&r, i);
    for (uint32_t i = 0; i < h->fates && ok; i++)
        read_fate(&r, i);
    if (ok)
        read_events(&r);
    free(r.site_at);
    free(r.path);
    return ok;
}

void verdict_machine_done(struct verdict_machine *m)
{
    verdict_frames_done(m->frames, m->header.sites + 1); /* and one that was left out */
    free(m->site);
    free(m->fate);
    free(m->peak);
    free(m->event);
    free(m->sure);
    *m = (struct verdict_machine){ 0 };
}
