/* lines.c -- stands for the core's reader of source lines, at the link (--wrap in CMakeLists.txt).
 *
 * This tool needs symbols and unwind tables only; `heapmark` finds the lines by libdw. The reader
 * of Valgrind 3.19 ends the run at the forms that clang writes of DWARF 5. Its callers give it many
 * arguments and take nothing back, so a function without any may stand for it on x86-64. */
void __wrap_vgModuleLocal_read_debuginfo_dwarf3(void); /* NOLINT: the linker's name */

void __wrap_vgModuleLocal_read_debuginfo_dwarf3(void) /* NOLINT */
{
}
