# The frame below a signal's is at the interrupted instruction, not behind a call: it has that function and line.
[ "$(uname -m)" = x86_64 ] || exit 77
line=$(grep -n ud2 "$CASE/program.c" | tail -n 1 | cut -d : -f 1)
${CC:-cc} -g -O2 "$CASE/program.c" -o program && "$HEAPMARK" run --sites --out report -- ./program || exit 1
grep -q " interrupted .*program.c:$line\$" report
