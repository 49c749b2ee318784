/* verify_cases.c -- benchmarks for the test of `heapmark verify`: three instruments agree, differ
 * for an allowed reason, or differ by an error. */
#include <dlfcn.h>
#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <heapmark/bench.h>

static void family(hm_bench *b)
{
    while (hm_loop(b)) {
        void *p[4] = { malloc(24), calloc(3, 8), memalign(64, 100), aligned_alloc(32, 64) };
        hm_keep(p);
        for (int i = 0; i < 4; i++)
            free(p[i]);
    }
}

/* What libc allocates for itself. */
static void inside_libc(hm_bench *b)
{
    while (hm_loop(b)) {
        char *copy = strdup("heap");
        hm_keep(copy);
        free(copy);
    }
}

static void *thread(void *arg)
{
    for (int i = 0; i < 10; i++) {
        void *p = malloc(40);
        hm_keep(p);
        free(p);
    }
    return arg;
}

static void other_threads(hm_bench *b)
{
    while (hm_loop(b)) {
        pthread_t t;
        if (pthread_create(&t, NULL, thread, NULL) == 0)
            pthread_join(t, NULL);
    }
}

/* One byte more in the same size class: jemalloc leaves the block where it is and counts no
 * request. */
static void in_place(hm_bench *b)
{
    while (hm_loop(b)) {
        void *p = malloc(33);
        hm_keep(p);
        void *q = realloc(p, 34);
        hm_keep(q);
        free(q);
    }
}

static void whole_pages(hm_bench *b)
{
    while (hm_loop(b)) {
        void *p = pvalloc(10);
        hm_keep(p);
        free(p);
    }
}

/* In C the allocator decides whether this frees, or returns a block of 0 bytes. */
static void to_nothing(hm_bench *b)
{
    volatile size_t nothing = 0;
    while (hm_loop(b)) {
        void *p = malloc(24);
        hm_keep(p);
        void *q = realloc(p, nothing);
        hm_keep(q);
        free(q);
    }
}

/* C++'s operators, as the program gets them from its runtime. */
static void *operator(const char *name)
{
    static void *runtime;
    if (runtime == NULL)
        runtime = dlopen("libstdc++.so.6", RTLD_NOW | RTLD_GLOBAL);
    return runtime != NULL ? dlsym(runtime, name) : NULL;
}

static void new_of_nothing(hm_bench *b)
{
    union {
        void *symbol;
        void *(*new)(size_t size);
    } cxx = { .symbol = operator("_Znwm") };
    while (hm_loop(b)) {
        void *p = cxx.symbol != NULL ? cxx.new(0) : NULL;
        hm_keep(p);
        free(p);
    }
}

static void new_aligned(hm_bench *b)
{
    union {
        void *symbol;
        void *(*new)(size_t size, size_t alignment);
    } cxx = { .symbol = operator("_ZnwmSt11align_val_t") };
    while (hm_loop(b)) {
        void *p = cxx.symbol != NULL ? cxx.new(12, 64) : NULL;
        hm_keep(p);
        free(p);
    }
}

/* Calls jemalloc directly: no allowed reason explains the extra requests of jemalloc. */
static void behind_the_back(hm_bench *b)
{
    union {
        void *symbol;
        void *(*mallocx)(size_t size, int flags);
    } jemalloc = { .symbol = dlsym(RTLD_DEFAULT, "mallocx") };
    while (hm_loop(b)) {
        void *p = jemalloc.symbol != NULL ? jemalloc.mallocx(24, 0) : NULL;
        hm_keep(p);
        free(p);
    }
}

int main(int argc, char **argv)
{
    static const hm_case cases[] = {
        { .name = "Agree/impl=family", .run = family },
        { .name = "Agree/impl=libc", .run = inside_libc },
        { .name = "Agree/impl=threads", .run = other_threads },
        { .name = "Explained/impl=in_place", .run = in_place },
        { .name = "Explained/impl=pvalloc", .run = whole_pages },
        { .name = "Explained/impl=realloc_0", .run = to_nothing },
        { .name = "Explained/impl=new_0", .run = new_of_nothing },
        { .name = "Explained/impl=new_aligned", .run = new_aligned },
        { .name = "Differ/impl=mallocx", .run = behind_the_back },
    };
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
