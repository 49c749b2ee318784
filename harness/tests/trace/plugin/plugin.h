/* plugin.h -- what library.c offers. */
#ifndef HM_TEST_PLUGIN_H
#define HM_TEST_PLUGIN_H

void *plugin_make(void);               /* the caller frees it */
void plugin_keep(void);                /* freed when the library is unloaded */
void plugin_drop(void *block);         /* frees it */
void plugin_call(void *(*make)(void)); /* frees what it returns */

#endif
