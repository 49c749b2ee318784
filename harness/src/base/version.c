/* version.c -- may a program compiled with those headers use this library? */
#include <heapmark/version.h>

#include <stdio.h>

int hm_version(void)
{
    return HM_VERSION;
}

const char *hm_version_problem(int headers)
{
    static _Thread_local char text[128];

    if (headers / 10000 == HM_VERSION_MAJOR && headers / 100 <= HM_VERSION / 100)
        return NULL;
    snprintf(
        text, sizeof text,
        "compiled with the headers of heapmark %d.%d, running with the library of heapmark %d.%d",
        headers / 10000, headers / 100 % 100, HM_VERSION_MAJOR, HM_VERSION_MINOR);
    return text;
}
