# Children that the library would end or change run without it: with a sanitizer, or with another dynamic linker.
# shellcheck disable=SC2086,SC2181 # words; the status of a list
cat >child.c <<'.'
#include <stdio.h>
#include <stdlib.h>
int main(void) { puts(getenv("LD_PRELOAD") ? getenv("LD_PRELOAD") : "none"); free(malloc(9)); return 6; }
.
${CC:-cc} "$CASE/program.c" -o program && ${CC:-cc} -shared -fPIC -x c /dev/null -o libnone.so || exit 1
loader=$(readelf -lW program | sed -n 's/.*program interpreter: \(.*\)].*/\1/p')
cp "$loader" ld-other.so.1 || exit 77
export PATH=$PWD:$PATH
tried=0
for flags in -fsanitize=address "-Wl,--dynamic-linker=$PWD/ld-other.so.1"; do
    ${CC:-cc} $flags child.c -o child 2>/dev/null && ./child >/dev/null 2>&1
    [ $? = 6 ] || continue
    readelf -d child | grep -q -e 'libasan' -e libclang_rt || [ "$flags" != -fsanitize=address ] || continue # linked in
    for way in fork vfork search list descriptor below spawn spawnp system; do
        for own in '' "$PWD/libnone.so"; do
            [ -z "$own" ] || [ "$flags" != -fsanitize=address ] || continue # such a child never works
            ${own:+env LD_PRELOAD="$own"} ./program $way >bare 2>&1
            ${own:+env LD_PRELOAD="$own"} "$HEAPMARK" run --children --out report -- ./program $way >counted 2>&1
            cmp bare counted && grep -q '^not counted: 1 process: built with a sanitizer' report ||
                { echo "$flags, $way, $own"; cat bare counted report; exit 1; }
            tried=$((tried + 1))
        done
    done
done
[ $tried -gt 0 ] || echo "no such child can be built here"
# What is static, or has another environment, is not counted, and that is said; what does not exist is no child.
says() { # LINE COMMAND...
    local line=$1
    shift
    "$HEAPMARK" run --children --out report -- "$@" >/dev/null 2>&1
    [ "$(grep '^not counted' report)" = "${line:+not counted: 1 process: $line}" ] || { echo "$*"; cat report; exit 1; }
}
${CC:-cc} child.c -o child || exit 1
says 'started with another environment (env -i, an LD_PRELOAD of its own)' sh -c 'env -i ./child; true'
says 'started with another environment (env -i, an LD_PRELOAD of its own)' sh -c "LD_PRELOAD=$PWD/libnone.so ./child; true"
says '' sh -c './child; ./no-such; no-such; true'
says '' sh -c 'true; exec ./child'
! ${CC:-cc} -static child.c -o child 2>/dev/null || says 'statically linked' sh -c './child; true'
! ${CC:-cc} -static child.c -o child 2>/dev/null || says 'statically linked' ./program spawn
# A named pipe is no program, and nothing waits for its writer; a folder in PATH that has a program's name is none.
mkfifo pipe && chmod +x pipe && mkdir -p folder/child && export PATH=$PWD/folder:$PATH
timeout 20 "$HEAPMARK" run --children --out report -- sh -c './pipe 2>/dev/null; [ $? = 126 ]' || { echo pipe; exit 1; }
! ${CC:-cc} -static child.c -o child 2>/dev/null || says 'statically linked' ./program spawnp
