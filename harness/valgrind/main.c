/* main.c -- heapmark's Valgrind tool: which frame could have held each block of a program as it is.
 */
#include "events.h"
#include "heap.h"
#include "instrument.h"
#include "nodes.h"
#include "objects.h"
#include "pub_tool_libcfile.h"
#include "pub_tool_libcprint.h"
#include "pub_tool_libcproc.h"
#include "pub_tool_options.h"
#include "pub_tool_vki.h"
#include "pub_tool_vkiscnums.h"
#include "region.h"
#include "stack.h"

/* The core's own way to map a file that is shared with another process. It is in the library that
 * the tool is linked with, but in none of the headers for tools. */
extern SysRes VG_(am_shared_mmap_file_float_valgrind)(SizeT length, UInt prot, Int fd,
                                                      Off64T offset);

struct vg_seen vg_seen;
Bool vg_on;

static Int out = -1; /* descriptor of the mapping */

void *vg_grow(void *at, SizeT *room, SizeT count, SizeT size)
{
    if (count < *room)
        return at;
    *room = *room != 0 ? 2 * *room : 16;
    return VG_(realloc)("hm.grow", at, *room * size);
}

static Bool option(const HChar *arg)
{
    const HChar *text;
    if VG_INT_CLO (arg, "--seen-fd", out) {
    } else if VG_STR_CLO (arg, "--program", text) {
        vg_objects_program(VG_(strdup)("hm.option", text));
    } else if VG_STR_CLO (arg, "--library", text) {
        vg_objects_library(VG_(strdup)("hm.option", text));
    } else if VG_BOOL_CLO (arg, "--region-stack", vg_region_stack) {
    } else if VG_STR_CLO (arg, "--region-outside", text) {
        vg_region_object = VG_(strdup)("hm.option", text);
    } else {
        return VG_(replacement_malloc_process_cmd_line_option)(arg);
    }
    return True;
}

static void usage(void)
{
    VG_(printf)("    This tool is run by `heapmark trace --any`.\n");
}

static void debug_usage(void)
{
    VG_(printf)("    (none)\n");
}

/* Without a mapping the program would run for nothing. */
static void refuse(const HChar *why)
{
    VG_(fmsg)("heapmark: %s\n", why);
    VG_(exit)(2);
}

static void map_seen(void)
{
    struct vg_stat st;
    if (out < 0 || VG_(fstat)(out, &st) != 0)
        refuse("no file to write to; run it by `heapmark trace --any`");
    SysRes map = VG_(am_shared_mmap_file_float_valgrind)((SizeT)st.size,
                                                         VKI_PROT_READ | VKI_PROT_WRITE, out, 0);
    if (sr_isError(map))
        refuse("its file cannot be mapped");
    vg_seen_at(&vg_seen, (void *)sr_Res(map), 0);
    if (vg_seen.header->magic != VG_SEEN_MAGIC || vg_seen.header->version != VG_SEEN_VERSION)
        refuse("the tool and the command are of two builds");
    VG_(close)(out);
}

static void before_fork(ThreadId tid)
{
    (void)tid;
}

static void in_parent(ThreadId tid)
{
    (void)tid;
    if (vg_on)
        vg_seen.header->forks++;
}

static void in_child(ThreadId tid)
{
    (void)tid;
    vg_on = False;
}

static void start(void)
{
    map_seen();
    vg_on = True;
    vg_seen.header->pid = (uint32_t)VG_(getpid)();
    vg_objects_start();
    vg_nodes_start();
    vg_heap_start();
    vg_stack_start();
    VG_(atfork)(before_fork, in_parent, in_child);
    vg_seen.header->attached = 1;
}

static void runs(ThreadId tid, ULong blocks)
{
    vg_stack_runs(tid, blocks);
    vg_regions_run(tid);
}

static void note_executed(UInt number, UInt executed)
{
    if (vg_on && (number == __NR_execve || number == __NR_execveat))
        vg_seen.header->executed = executed;
}

static void before_syscall(ThreadId tid, UInt number, UWord *args, UInt count)
{
    note_executed(number, 1);
    vg_regions_syscall(tid, number, args, count);
}

static void after_syscall(ThreadId tid, UInt number, UWord *args, UInt count, SysRes result)
{
    (void)tid, (void)args, (void)count, (void)result;
    note_executed(number, 0); /* it failed, or we would not be here */
}

static void finish(Int status)
{
    (void)status;
    if (vg_on)
        vg_seen.header->ended = 1;
}

static void declare(void)
{
    VG_(details_name)("heapmark");
    VG_(details_version)(NULL);
    VG_(details_description)("the frame that could have held each heap block");
    VG_(details_copyright_author)("heapmark's authors; Valgrind's core is under the GNU GPL 2+");
    VG_(details_bug_reports_to)("heapmark's authors");
    VG_(details_avg_translation_sizeB)(330);
    VG_(basic_tool_funcs)(start, vg_instrument, finish);
    VG_(needs_command_line_options)(option, usage, debug_usage);
    VG_(needs_client_requests)(vg_region_request);
    VG_(needs_syscall_wrapper)(before_syscall, after_syscall);
    vg_heap_replace();
    VG_(track_start_client_code)(runs);
    VG_(track_pre_thread_ll_create)(vg_stack_created);
    VG_(track_pre_thread_ll_exit)(vg_heap_thread_ends);
    VG_(track_pre_deliver_signal)(vg_stack_signal);
    VG_(track_post_deliver_signal)(vg_stack_signalled);
}

VG_DETERMINE_INTERFACE_VERSION(declare)
