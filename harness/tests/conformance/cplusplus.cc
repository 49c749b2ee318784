// cplusplus.cc -- new and delete reach the counters by way of malloc, and only once.
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <thread>
#include <vector>

extern "C" {
#include "scenario.h"
}

namespace
{

struct before_main {
    int *number;
    before_main() : number(new int(1))
    {
    }
    ~before_main()
    {
        delete number;
    }
};
before_main constructed_before_main;

struct alignas(64) strict {
    char bytes[64];
};

void single()
{
    int *volatile number = new int(1);
    delete number;
}

void array()
{
    char *volatile text = new char[100];
    delete[] text;
}

void nothrow()
{
    char *volatile text = new (std::nothrow) char[100];
    delete[] text;
}

void nothrow_too_much()
{
    char *volatile text = new (std::nothrow) char[opaque(PTRDIFF_MAX)];
    EXPECT(text == nullptr);
}

void throwing()
{
    bool caught = false;
    try {
        use(new char[opaque(PTRDIFF_MAX)]);
    } catch (const std::bad_alloc &) {
        caught = true;
    }
    EXPECT(caught);
}

void aligned()
{
    strict *volatile block = new strict;
    EXPECT(reinterpret_cast<std::size_t>(block) % 64 == 0);
    delete block;
}

void containers()
{
    std::vector<int> numbers;
    for (int i = 0; i < 5; i++)
        numbers.push_back(i); // 1, 2, 4, 8
    std::string text(100, 'x');
    use(&numbers);
    use(&text);
}

void thread_locals()
{
    std::thread([] {
        thread_local std::unique_ptr<int> late(new int(1));
        use(late.get());
    }).join();
}

} // namespace

extern "C" const struct scenario cplusplus[] = {
    { "new", single, { 1, 1, 4, 0, 0 } },
    { "new[]", array, { 1, 1, 100, 0, 0 } },
    { "new(nothrow)", nothrow, { 1, 1, 100, 0, 0 } },
    { "new(nothrow), too much", nothrow_too_much, { DEPENDS, 0, 0, 0, 0 } },
    { "new, too much", throwing, { DEPENDS, 0, 0, 0, 0 } },
    { "new, aligned", aligned, { 1, 1, 64, 0, 0 } },
    { "containers", containers, { 5, 5, 60 + 101, 0, 0 } },
    { "thread_local destructor", thread_locals, { DEPENDS, 0, 0, 0, 0 } },
    { nullptr, nullptr, { 0, 0, 0, 0, 0 } },
};
