# A closed stdout is no reason not to trace; a report that should go there is an error.
printf '#include <stdlib.h>\nint main(void) { free(malloc(3)); return 0; }\n' >program.c
${CC:-cc} -g -O0 -finstrument-functions -fno-builtin program.c -o program || exit 1
"$HEAPMARK" trace --quiet --json=report.json ./program >&- 2>said || exit 1
cat said
grep -q '"blocks": 1' report.json || exit 1
"$HEAPMARK" trace --quiet --json=report.json ./program <&- >&- 2>&- || exit 1
grep -q '"blocks": 1' report.json || exit 1
"$HEAPMARK" trace --any --quiet --json=report.json ./program >&- 2>said
case $? in 0) ;; *) grep -q 'built without its Valgrind tool' said || exit 1 ;; esac
"$HEAPMARK" trace ./program >&- 2>said
[ $? = 2 ] && grep -q 'stdout.*cannot be written' said
