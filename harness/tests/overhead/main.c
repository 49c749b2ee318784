/* main.c -- bench_harness: what the harness costs, as ratios, each measured in alternation in one
 * run.
 *
 * Exit status: 0 every target met, 1 one was missed or could not be measured. */
#include <stdio.h>

#include "contests.h"

int main(void)
{
    printf("%-42s %6s  %-13s %-8s %-4s %9s %9s\n", "ratio", "median", "middle half", "target", "",
           "ns above", "ns below");
    bool loop = contest_loop();
    bool pairs = contest_pairs();
    bool encode = contest_encode();
    bool redigo = contest_redigo();
    bool all = loop && pairs && encode && redigo;
    printf("%s\n",
           all ? "All targets that could be asked for were met." : "Not all targets were met.");
    return all ? 0 : 1;
}
