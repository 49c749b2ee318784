/* modules.h -- which ELF files are mapped where, written into the raw trace for the tool.
 *
 * Contract: called outside heap hooks and without hm_tracer_lock(): listing takes the loader's
 * lock. */
#ifndef HM_TRACER_MODULES_H
#define HM_TRACER_MODULES_H

/* Add the files loaded since the last call. Thread-safe. May overwrite errno. */
void hm_tracer_modules_note(void);

#endif
