#!/bin/sh
# fake_go.sh -- stands in for the go command, and for the test program that it builds, with what Go 1.26.8 wrote for
# tests/go/tiny. The sweep takes memory from heapmark alone, so Go's own time need not be spent each time.
recorded=$(dirname "$0")/../golden/go
case $1 in
list) pwd ;;
env) echo go1.26.8 ;;
test) # -c -vet=off -gcflags=-m=2 -o PROGRAM PACKAGE
    printf '#!/bin/sh\nexec "%s" "$@"\n' "$(realpath "$0")" >"$6"
    chmod +x "$6"
    cat "$recorded/tiny.m" >&2
    ;;
*)
    ops=1
    for option; do
        case $option in
        -test.bench=Nope) echo PASS && exit ;;
        -test.benchtime=*) ops=${option#*=} ops=${ops%x} ;;
        -test.memprofile=*) cp "$recorded/${ops}x.pprof" "${option#*=}" ;;
        esac
    done
    printf 'pkg: tiny\nBenchmarkBox\t%s\t99 ns/op\t8 B/op\t1 allocs/op\nPASS\n' "$ops"
    ;;
esac
