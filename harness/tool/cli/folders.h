/* folders.h -- folders that a user names and that need not exist yet. */
#ifndef HM_CLI_FOLDERS_H
#define HM_CLI_FOLDERS_H

#include <stdbool.h>

/* Make the folder at path and those above it. True if it is a folder at the end; else errno says
 * why not. */
bool cli_make_folders(const char *path);

#endif
