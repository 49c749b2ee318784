/* objects.h -- the ELF files of the program, and which of them are the program's own. */
#ifndef HM_VALGRIND_OBJECTS_H
#define HM_VALGRIND_OBJECTS_H

#include "tool.h"

/* The path of the program, and a part of the path of a library that counts as the program's. */
void vg_objects_program(const HChar *path);
void vg_objects_library(const HChar *part);

/* Keep the first place in the list of files for the program. */
void vg_objects_start(void);

/* Is that code of the program, not of a library of the system? Lists its file if it is new. */
Bool vg_objects_own(Addr pc);

/* Is that code of any file? */
Bool vg_objects_any(Addr pc);

/* The same for the named object of --outside-of, a part of its path. */
Bool vg_objects_named(Addr pc, const HChar *part);

#endif
