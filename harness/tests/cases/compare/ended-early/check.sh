# Whatever says that a run ended early makes the exit status 2, and one line with its place; remarks do not.
start='pkg: x\nBenchmarkA 1 1 ns/op\nBenchmarkB \t'
while IFS= read -r line; do
    printf "$start\n$line\n" >run.txt
    "$HEAPMARK" compare --fail-if='ns/op>5' run.txt >out 2>&1
    [ $? = 2 ] && [ "$(grep -c 'run.txt:4: the run ended early' out)" = 1 ] || { echo "$line"; cat out; exit 1; }
done <<'EOF'
panic: runtime error: index out of range [5] with length 3\n\ngoroutine 6 [running]:\nexit status 2\nFAIL\tx\t0.1s
panic: test timed out after 10m0s
fatal error: concurrent map writes
fatal error: out of memory allocating heap arena map
SIGSEGV: segmentation violation
SIGABRT: abort\nPC=0x1 m=0 sigcode=18446744073709551610
[signal SIGBUS: bus error code=0x2 addr=0x0 pc=0x4]
signal: segmentation fault (core dumped)
testing: the benchmark was stopped
testing: race detected outside of test execution
*** Test killed with quit: ran too long (11m0s).
exit status 137
FAIL
FAIL\tx [setup failed]
heapmark: stopped while a benchmark was running; its sample is lost
Segmentation fault (core dumped)
Killed
make: *** [Makefile:3: bench] Error 1
./x.sh: line 3: 1234 Killed                  ./bench
==1==ERROR: AddressSanitizer: heap-use-after-free
b: b.c:5: main: Assertion `0' failed.
EOF
# What stands behind the name of a benchmark, or that nothing does, is said in one line.
while IFS= read -r end; do
    printf "pkg: x\nBenchmarkA 1 1 ns/op\t2 B/op\nBenchmarkB$end" >run.txt
    "$HEAPMARK" compare run.txt >out 2>&1
    [ $? = 2 ] && [ "$(grep -c '^heapmark compare: ' out)" = 1 ] && grep -q 'run.txt:3: ' out || { echo "$end"; cat out; exit 1; }
done <<'EOF'
\n
-2 \t
 1 1 ns/o
 1 1 ns/op\t2 B
\tpanic: boom\nexit status 2\nFAIL\tx\t0.1s\nFAIL
\t--- FAIL: BenchmarkB\n    b_test.go:4: late\nFAIL\nexit status 1\nFAIL\tx\t0.1s
EOF
printf "$start 1 1 ns/op\ntesting: warning: no tests to run\ntesting: BenchmarkB left GOMAXPROCS set to 1\nKilled none\nPASS\nok  \tx\t1.0s\n" >fine.txt
"$HEAPMARK" compare fine.txt >out 2>&1 || { cat out; exit 1; }
printf "$start out\n 100\t 5 ns/op\nPASS\n" >printed.txt
"$HEAPMARK" compare --format=csv printed.txt 2>&1 | grep -q '^,sec/op,B,printed.txt,5\.0'
