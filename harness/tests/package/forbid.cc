// forbid.cc -- the guard of C++, and a block while it is alive: ends by SIGABRT and names the place.
#include <heapmark/expect.h>

#include <cstdio>

static int *boxed(int n)
{
    return new int(n);
}

int main(int argc, char **)
{
    delete boxed(0);
    {
        heapmark::forbid here;
        if (argc > 1)
            delete boxed(1);
    }
    delete boxed(2);
    std::puts("done");
}
