# Two libraries that take turns in one place are two sites. One that comes back is one, wherever it lies then.
cc="${CC:-cc} -D_GNU_SOURCE -g -O1 -fno-optimize-sibling-calls"
$cc -fPIC -shared -DNAME=first -o first.so "$CASE/library.c" && $cc -fPIC -shared -DNAME=second -o second.so "$CASE/library.c" &&
    $cc -o program "$CASE/program.c" -ldl || exit 1
run() {
    "$HEAPMARK" run --sites=all --sort=blocks --out report -- ./program "$@" >places && cat places report
}
# count FUNCTION BLOCKS: one site of that function, with so many blocks
count() {
    [ "$(grep -c " $1 " report)" = 1 ] && grep -B 1 " $1 " report | grep -q "^ *$2 blocks"
}
run ./first.so ./second.so && grep -q '^same place' places || exit 77
count first_make 30 && count second_make 30 || exit 1
run ./first.so ./first.so && count first_make 60 || exit 1
run move ./first.so && [ "$(grep -c '^another place' places)" = 3 ] || exit 77
count first_make 30
