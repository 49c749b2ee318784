# A program that defines functions of the C library itself: nothing of ours calls them.
cat >program.c <<'.'
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
enum { OPEN, CLOSE, READ, PREAD, MAP, REMAP, UNMAP, ADVISE, LINK, WHO, PARENT, VARIABLE, STATUS, ACCESS, CALL, ALL };
static int calls[ALL];
extern char **environ;
int open(const char *p, int f, ...) { calls[OPEN]++; free(malloc(9)); return openat(AT_FDCWD, p, f, 0600); }
int close(int f) { calls[CLOSE]++; free(malloc(9)); return (int)syscall(SYS_close, f); }
ssize_t read(int f, void *b, size_t n) { calls[READ]++; return readv(f, &(struct iovec){ b, n }, 1); }
ssize_t pread(int f, void *b, size_t n, off_t o) { calls[PREAD]++; return preadv(f, &(struct iovec){ b, n }, 1, o); }
void *mmap(void *a, size_t n, int p, int f, int d, off_t o) { calls[MAP]++; return (void *)syscall(SYS_mmap, a, n, p, f, d, o); }
void *mremap(void *a, size_t n, size_t m, int f, ...) { (void)a, (void)n, (void)m, (void)f; calls[REMAP]++; return MAP_FAILED; }
int munmap(void *a, size_t n) { (void)a, (void)n; calls[UNMAP]++; return 0; }
int madvise(void *a, size_t n, int h) { (void)a, (void)n, (void)h; calls[ADVISE]++; return 0; }
ssize_t readlink(const char *p, char *b, size_t n) { calls[LINK]++; return readlinkat(AT_FDCWD, p, b, n); }
pid_t getpid(void) { calls[WHO]++; return gettid(); }
pid_t getppid(void) { calls[PARENT]++; return 1; }
int stat(const char *p, struct stat *s) { calls[STATUS]++; return fstatat(AT_FDCWD, p, s, 0); }
int access(const char *p, int m) { calls[ACCESS]++; return faccessat(AT_FDCWD, p, m, 0); }
char *getenv(const char *name) {
    calls[VARIABLE]++;
    for (char **e = environ; e != NULL && *e != NULL; e++)
        if (strncmp(*e, name, strlen(name)) == 0 && (*e)[strlen(name)] == '=')
            return *e + strlen(name) + 1;
    return NULL;
}
static __attribute__((noinline)) void *deep(int n, size_t size) {
    void *p = n > 0 ? deep(n - 1, size) : malloc(size);
    __asm__ volatile("" ::: "memory");
    return p;
}
int main(void) {
    static char *const child[] = { "true", NULL };
    for (int i = 0; i < 100; i++)
        free(deep(i % 20, 1000 * (size_t)i));
    pid_t pid = fork();
    if (pid == 0) {
        free(malloc(9));
        execvp("true", child);
        _exit(127);
    }
    int status = 0;
    waitpid(pid, &status, 0);
    for (int i = 0; i < ALL; i++)
        printf("%d ", calls[i]);
    printf("%d\n", status);
    return 0;
}
.
sed -i 's/#include <sys.wait.h>/#include <sys\/uio.h>\n&/' program.c
${CC:-cc} -D_GNU_SOURCE -g -rdynamic program.c -o program && ./program >bare || exit 1
for mode in '' --sites '--children --sites' --sort=live,peak; do
    "$HEAPMARK" run $mode --out report -- ./program >said 2>&1 && cmp bare said && grep -q '^  allocs ' report || { echo "$mode"; cat bare said; exit 1; }
done
