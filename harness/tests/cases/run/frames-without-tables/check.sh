# The stack goes on along the frame pointers where the tables end: two sites, each down to main.
${CC:-cc} -g -O0 -fno-omit-frame-pointer -fno-asynchronous-unwind-tables -fno-unwind-tables "$CASE/program.c" -o program &&
    "$HEAPMARK" run --sites --out report -- ./program || exit 1
grep -q 'sites: 2;' report && grep -q ' first_way ' report && grep -q ' second_way ' report && grep -q ' main ' report
