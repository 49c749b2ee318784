# A limit on the size of files (ulimit -f): a report that does not fit is one line, status 2 and no file. The trace itself lies in
# memory; where the limit holds for that too, one line says so. The program meets the limit as ever.
{
    echo '#include <stdlib.h>'
    for i in $(seq 40); do echo "static void f$i(void) { void *volatile p = malloc($i); free(p); }"; done
    echo 'int main(void) {'
    for i in $(seq 40); do echo "f$i();"; done
    echo 'return 0; }'
} >program.c
cc -g -O1 -finstrument-functions program.c -o program || exit 77
"$HEAPMARK" trace --json=whole ./program >/dev/null || exit 1
[ "$(wc -c <whole)" -gt 4096 ] || { echo 'too short for this case'; exit 1; }
for limit in -Sf -f; do # only the soft one can be lifted
    (ulimit $limit 4 && "$HEAPMARK" trace --json=cut ./program >/dev/null 2>said)
    status=$?
    case $limit$(cat said) in
    '-Sfheapmark trace: cut: File too large' | '-fheapmark trace: cut: File too large' | \
        '-fheapmark trace: no memory file for the trace: File too large (ulimit -f)') ;;
    *) status=1 ;;
    esac
    [ $status = 2 ] && [ ! -e cut ] || { echo "$limit"; cat said; exit 1; }
done
# The program itself does not see that the signal is caught in the tool.
cat >default.c <<'END'
#include <signal.h>
#include <stdio.h>
int main(void)
{
    struct sigaction a;
    return sigaction(SIGXFSZ, 0, &a) != 0 || a.sa_handler != SIG_DFL || puts("as ever") < 0;
}
END
cc -D_GNU_SOURCE -g -finstrument-functions default.c -o default && "$HEAPMARK" trace ./default | grep -q '^as ever'
