/* signals.h -- Ctrl-C while there is a folder to remove first. */
#ifndef HM_GRADE_SIGNALS_H
#define HM_GRADE_SIGNALS_H

/* From now on SIGINT, SIGTERM and SIGHUP end what runs in a sandbox, and us only later. */
void grade_hold_signals(void);

/* As before; a signal that came in between takes its effect now. */
void grade_release_signals(void);

#endif
