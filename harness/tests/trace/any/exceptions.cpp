// Exceptions that pass frames: these have ended.
#include <cstdlib>

#define FRAME __attribute__((noinline))

static void *volatile kept;
static volatile int calls;

FRAME static void thrower(int n)
{
    kept = std::malloc(16); // WANT "outlives thrower: lives in op, 2 frames up" "20 of 20 blocks"
    calls = calls + 1;
    if (n >= 0)
        throw n;
    // WANT "__cxa_allocate_exception's malloc"
    calls = calls + 1;
}

FRAME static void between(int n)
{
    char room[200 + n];
    void *volatile own = std::malloc(24); // WANT "outlives between: not freed"
    room[0] = own != nullptr;
    thrower(n);
    calls = calls + room[0];
    std::free(own);
}

FRAME static void op(int n)
{
    try {
        between(n);
    } catch (int) {
        calls = calls + 1;
    }
    std::free(kept);
    calls = calls + 1;
}

int main()
{
    for (int i = 0; i < 20; i++)
        op(i);
    return calls == 0;
}
