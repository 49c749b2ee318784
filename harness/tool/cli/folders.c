/* folders.c -- mkdir, level by level. */
#include "cli/folders.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

bool cli_make_folders(const char *path)
{
    char upper[PATH_MAX];
    if (snprintf(upper, sizeof upper, "%s", path) >= (int)sizeof upper) {
        errno = ENAMETOOLONG;
        return false;
    }
    for (char *at = upper; (at = strchr(at + 1, '/')) != NULL; *at = '/') {
        *at = '\0';
        mkdir(upper, 0777); /* an error here is an error below, where it is reported */
    }
    struct stat st;
    if (mkdir(path, 0777) == 0)
        return true;
    if (errno != EEXIST || stat(path, &st) != 0)
        return false;
    errno = ENOTDIR;
    return S_ISDIR(st.st_mode);
}
