/* A C++ exception leaves frames, possibly without calling their exit hooks. */
#include <cstdlib>

static void *volatile made;

static void leaf(int n)
{
    made = std::malloc(16); // WANT "outlives leaf: lives in op, 2 frames up" "100 of 100 blocks"
    if (n >= 0)
        throw n;
        // WANT "__cxa_allocate_exception's malloc" "outlives leaf: lives in op, 2 frames up"
}

static void middle(int n)
{
    leaf(n);
}

static void next()
{
    void *own = std::malloc(8); // WANT "malloc(8) not seen to escape next (100 of 100)"
    std::free(own);
    std::free(made);
}

static void op(int n)
{
    try {
        middle(n);
    } catch (int) {
    }
    next();
}

int main()
{
    for (int i = 0; i < 100; i++)
        op(i);
    return 0;
}
