/* program.c -- code made at run time, without unwind tables, calls target(): once with a frame
 * pointer and once without. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static void *volatile keep;

__attribute__((noinline)) static void target(void)
{
    void *block = malloc(77);
    keep = block;
    free(block);
}

typedef void code(void);

/* BEFORE; mov $target, %rax; call *%rax; AFTER */
static code *generate(const char *before, const char *after)
{
    void (*called)(void) = target;
    unsigned char *at =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED)
        exit(77);
    code *made;
    memcpy(&made, &at, sizeof made);
    at = mempcpy(at, before, strlen(before));
    at = mempcpy(at, "\x48\xb8", 2);
    at = mempcpy(at, &called, sizeof called);
    at = mempcpy(at, "\xff\xd0", 2);
    memcpy(at, after, strlen(after));
    return made;
}

__attribute__((noinline)) static void framed(code *f)
{
    f();
    keep = NULL;
}

__attribute__((noinline)) static void frameless(code *f)
{
    f();
    keep = NULL;
}

int main(void)
{
    code *with = generate("\x55\x48\x89\xe5", "\x5d\xc3");                /* push %rbp ... */
    code *without = generate("\x48\x83\xec\x08", "\x48\x83\xc4\x08\xc3"); /* sub $8, %rsp ... */
    for (int i = 0; i < 10; i++) {
        framed(with);
        frameless(without);
    }
    return 0;
}
