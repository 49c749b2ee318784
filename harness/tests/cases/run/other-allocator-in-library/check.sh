# An allocator under a name of its own in a library is named once, whether it is linked or loaded, in the program or a child.
cat >library.c <<'.'
static char heap[99];
void *NAME(void);
void *NAME(void) { return heap; }
.
cat >program.c <<'.'
#include <dlfcn.h>
int main(int n, char **v) { return n > 1 && dlopen(v[1], RTLD_NOW) == 0; }
.
for name in mi_malloc PyObject_Malloc JNI_CreateJavaVM none; do
    ${CC:-cc} -Wl,--hash-style=gnu -fPIC -shared -DNAME=$name library.c -o lib$name.so || exit 1
done
${CC:-cc} program.c -o loads -ldl && ${CC:-cc} program.c -o links -Wl,--no-as-needed ./libmi_malloc.so -ldl || exit 1
says() { # LINE COMMAND...: on stderr, and nothing else
    local line=$1
    shift
    "$HEAPMARK" run --children --out report -- "$@" 2>said && [ "$(cat said)" = "${line:+heapmark run: $line: what that serves is not counted}" ] || { echo "$*"; cat said; exit 1; }
}
says "./libmi_malloc.so has mi_malloc" ./links
says "./libmi_malloc.so has mi_malloc" sh -c './links; ./links; true'
says "./libPyObject_Malloc.so has PyObject_Malloc" ./loads ./libPyObject_Malloc.so
says "./libJNI_CreateJavaVM.so has the heap of Java" ./loads ./libJNI_CreateJavaVM.so
says "" ./loads ./libnone.so
