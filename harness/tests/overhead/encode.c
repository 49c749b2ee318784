/* encode.c -- the encoder's contest runs in a program of its own; see encode/encode.c. */
#include <stdio.h>
#include <stdlib.h>

#include "contests.h"

bool contest_encode(void)
{
    fflush(stdout);
    return system("'" HM_BUILD_DIR "/bin/bench_harness_encode'") == 0;
}
