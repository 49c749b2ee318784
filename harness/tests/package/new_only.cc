// new_only.cc -- a C++ program that needs nothing of its runtime but `new`.
#include <heapmark/counters.h>
#include <string>
#include <cstdio>
int main()
{
    int *p = new int(3);
    printf("%d %d\n", *p, (int)hm_counting());
    delete p;
}
