/* project.h -- compile_commands.json: the C files of a project, each with its own flags. */
#ifndef HM_ESCAPE_BASE_PROJECT_H
#define HM_ESCAPE_BASE_PROJECT_H

#include "escape/base/options.h"

/* Read compile_commands.json of options->project, if there is one, into options->units. If no file
 * was given, every C file in it becomes one of options->files. Returns 0, or 2 after one line on
 * stderr. */
int escape_project_read(struct escape_options *options);

#endif
