#!/usr/bin/env bash
# platforms.sh SOURCE-DIR aarch64|musl -- the library built for another machine, or another C library, and tried there.
#
# aarch64 is cross-compiled and run under qemu-user. There is no jansson and no libdw there, so this is also the library
# without them. Exit status: 0; 1 and what failed; 77 without the compiler or the emulator.
set -uo pipefail
root=$1 platform=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PKG_CONFIG_LIBDIR=$work # no library of this machine
run=(env "LD_LIBRARY_PATH=$work/b/lib")
case $platform in
aarch64)
    cc=aarch64-linux-gnu-gcc
    options=(-DCMAKE_SYSTEM_NAME=Linux -DCMAKE_SYSTEM_PROCESSOR=aarch64)
    run=(qemu-aarch64 -L /usr/aarch64-linux-gnu -E "LD_LIBRARY_PATH=$work/b/lib")
    ;;
musl) cc=musl-gcc options=() ;;
esac
for program in "$cc" "${run[0]}"; do
    command -v "$program" >/dev/null || { echo "skipped: there is no $program"; exit 77; }
done
wrong() { tail -n 30 "$work/log"; echo "$1"; exit 1; }

launcher=$(command -v ccache) || launcher=
cmake -S "$root" -B "$work/b" -G Ninja -DHM_DEVELOP=ON -DHM_WITH_TOOL=OFF "-DCMAKE_C_COMPILER=$cc" \
    "-DCMAKE_C_COMPILER_LAUNCHER=$launcher" "${options[@]}" >"$work/log" 2>&1 || wrong "cmake fails"
ninja -C "$work/b" -j 2 >"$work/log" 2>&1 || wrong "the library does not build"
cmake --install "$work/b" --prefix "$work/usr" >"$work/log" 2>&1 || wrong "it cannot be installed"

flags=(-std=gnu11 -g -O1 -fno-omit-frame-pointer -fno-builtin-malloc -fno-builtin-free -rdynamic "-I$work/usr/include"
    "-L$work/usr/lib")
for example in "$root"/harness/tests/headers/*.c; do
    name=$(basename "$example" .c)
    case $name in cmocka | exercise | trace) continue ;; esac # need what is not there
    "$cc" "${flags[@]}" "$example" -o "$work/t" -lheapmark >"$work/log" 2>&1 || wrong "$name.c does not build"
    "${run[@]}" "$work/t" >"$work/log" 2>&1 || wrong "$name.c fails"
done
"${run[@]}" "$work/t" >/dev/null

# A broken budget names functions by the linker's tables.
cat >"$work/broken.c" <<'C'
#include <heapmark/expect.h>
#include <stdio.h>
#include <stdlib.h>
void *make(void);
void *make(void)
{
    void *volatile block = malloc(24);
    return block;
}
int main(void)
{
    hm_budget none = { 0 };
    hm_expect *e = hm_expect_begin(none);
    free(make());
    const hm_finding *found = hm_expect_end(e);
    fputs(found->message, stderr);
    if (!hm_forbid_begin())
        return 1;
    free(make());
    return 0;
}
C
"$cc" "${flags[@]}" "$work/broken.c" -o "$work/t" -lheapmark >"$work/log" 2>&1 || wrong "broken.c does not build"
"${run[@]}" "$work/t" >"$work/log" 2>&1 && wrong "a block where none may be made does not end the program"
grep -q 'broken.c:[0-9]*: 1 block, the budget is 0' "$work/log" || wrong "the budget is not judged"
grep -q 'a block of 24 bytes where none may be made' "$work/log" || wrong "the block is not named"
[ "$(grep -c '^ *make$' "$work/log")" = 2 ] || wrong "the function is not named"
