# A measured region: what it counts is exact, and what lies outside it is not in it.
cat >program.c <<'END'
#include <heapmark/region.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
static __attribute__((noinline)) void deep(void)
{
    char volatile room[10000];
    room[0] = 1;
    (void)room[0];
}
int main(void)
{
    void *volatile before = malloc(1000);
    for (int round = 0; round < 3; round++) {
        hm_region_begin("work");
        for (int i = 0; i < 5; i++, hm_region_op()) {
            void *volatile block = malloc(16);
            block = realloc(block, 4000);
            syscall(SYS_getppid);
            free(block);
        }
        hm_region_begin("inner");
        free(malloc(8));
        munmap(mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), 4096);
        deep();
        hm_region_end();
        hm_region_end();
        free(malloc(77));
    }
    free(before);
    return hm_region_seen() == 1 && hm_region_end() == 0 ? 0 : 7;
}
END
${CC:-cc} -g -O1 -fno-builtin -I "$CASE/../../../../include" program.c -o program || exit 1
"$HEAPMARK" trace --any --regions --outside-of=/program --json=report.json ./program >said 2>&1
grep -q 'built without its Valgrind tool' said && exit 77
holds() { jq -e "$1" report.json >/dev/null || { echo "not so: $1"; jq .regions report.json; exit 1; }; }
command -v jq >/dev/null || exit 77
holds '.exit.status == 0 and (.regions | length) == 2'
holds '.regions[] | select(.name == "work") | .entered == 3 and .ops == 15 and .allocs == 18 and .frees == 18 and .reallocs == 15'
holds '.regions[] | select(.name == "work") | .bytes == 15 * 4016 + 3 * 8'
holds '.regions[] | select(.name == "inner") | .entered == 3 and .ops == 0 and .allocs == 3 and .mmap == 3 and .bytes == 24'
holds '.regions[] | select(.name == "inner") | .stack_high >= 9800 and .stack_high < 12000'
holds '.regions[] | .outside_instructions > 0'
"$HEAPMARK" trace --any --json=report.json ./program >said 2>&1
holds '.regions[] | .stack_high == null and .outside_instructions == null'
