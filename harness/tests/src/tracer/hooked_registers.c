/* hooked_registers.c -- sums that are right only if the hooks of heapmark/hooks.h keep registers.
 *
 * That is all registers, and the memory below the stack pointer. The tracer here changes whatever a
 * function may change. Exits with 0 if all sums are right. */
#define QUIET __attribute__((no_instrument_function))
#define APART __attribute__((noipa))
#ifdef __AVX__
#define SPOIL(n) __asm__ volatile("vxorps %%ymm" #n ",%%ymm" #n ",%%ymm" #n : : : "xmm" #n)
#else
#define SPOIL(n) __asm__ volatile("xorps %%xmm" #n ",%%xmm" #n : : : "xmm" #n)
#endif

static int asked;

QUIET APART static void spoil(void)
{
    volatile char below[4096];
    for (unsigned i = 0; i < sizeof below; i++)
        below[i] = 77;
    SPOIL(0);
    SPOIL(1);
    SPOIL(2);
    SPOIL(3);
    SPOIL(4);
    SPOIL(5);
    SPOIL(6);
    SPOIL(7);
    SPOIL(8);
    SPOIL(9);
    SPOIL(10);
    SPOIL(11);
    SPOIL(12);
    SPOIL(13);
    SPOIL(14);
    SPOIL(15);
    __asm__ volatile("mov $-1,%%rcx\n\tmov $-1,%%rdx\n\tmov $-1,%%rsi\n\tmov $-1,%%rdi\n\t"
                     "mov $-1,%%r8\n\tmov $-1,%%r9\n\tmov $-1,%%r10\n\tmov $-1,%%r11"
                     :
                     :
                     : "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11");
}

typedef float wide __attribute__((vector_size(32)));

__attribute__((always_inline)) static inline long twice(long n)
{
    return 2 * n;
}

APART static long integers(long a, long b, long c, long d, long e, long f)
{
    volatile long kept[3] = { 7, 8, 9 }; /* below the stack pointer: this function calls none */
    long sum = twice(a) + b + twice(c) + d + twice(e) + f;
    return sum + kept[0] + kept[1] + kept[2];
}

APART static double doubles(double a, double b, double c, double d, double e, double f, double g,
                            double h)
{
    return a + b + c + d + e + f + g + h + (double)twice(1);
}

APART static void vectors(wide *to, const wide *from)
{
    wide sum = from[0] + from[1], product = from[0] * from[1];
    twice(1);
    *to = sum + product;
}

/* By their own names these would take the place of the hooks that are inlined here. */
void enter(void *fn, void *call) __asm__("__cyg_profile_func_enter");
void leave(void *fn, void *call) __asm__("__cyg_profile_func_exit");

QUIET APART void enter(void *fn, void *call)
{
    struct hm_hook_request *r = fn;
    void *is = (void *)r->step.fn;
    if (call != HM_HOOK_INLINE)
        return;
    r->heard = 1;
    asked += is == (void *)twice || is == (void *)integers || is == (void *)doubles ||
             is == (void *)vectors;
    spoil();
}

QUIET APART void leave(void *fn, void *call)
{
    enter(fn, call);
}

QUIET int main(void)
{
    wide w[2] = { { 1, 2, 3, 4, 5, 6, 7, 8 }, { 1, 1, 1, 1, 2, 2, 2, 2 } }, r;
    vectors(&r, w);
    int wrong = integers(1, 2, 3, 4, 5, 6) != 54 || doubles(1, 2, 3, 4, 5, 6, 7, 8) != 38;
    for (int i = 0; i < 8; i++)
        wrong |= r[i] != w[0][i] + w[1][i] + w[0][i] * w[1][i];
    return wrong || asked != 16;
}
