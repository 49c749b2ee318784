#!/usr/bin/env bash
# C++: what the standard library allocates belongs to the program's line, the program's own functions are frames, and it is said
# which have none. With frames for the library's functions this program took 50 times as long.
cat >s.cc <<'END'
#include <string>
#include <vector>
static std::vector<std::string> words(int n)
{
    std::vector<std::string> out;
    out.reserve(8);
    for (int i = 0; i < n; i++)
        out.push_back(std::string(40, 'x'));
    return out;
}
int main()
{
    std::size_t sum = 0;
    for (int i = 0; i < 3; i++)
        sum += words(8).size();
    return sum != 24;
}
END
cat >made.cc <<'END'
#include <memory>
#include <thread>
#include <vector>
static int grows()
{
    std::vector<int> v;
    for (int i = 0; i < 50; i++)
        v.push_back(i);
    return v.back();
}
static int reserved()
{
    std::vector<int> v;
    v.reserve(50);
    return (int)v.capacity();
}
static int starts()
{
    int *mine = new int(3);
    std::thread t([mine] { *mine = 4; });
    t.join();
    int r = *mine;
    delete mine;
    return r;
}
int main()
{
    return grows() + reserved() + starts() - 103;
}
END
status=0
for cxx in g++ clang++; do
    command -v $cxx >/dev/null || continue
    "$HEAPMARK" trace --cc=$cxx s.cc >said 2>&1 || status=1
    for line in '^s\.cc:6:.*outlives words: lives in main, 1 frame up' '^s\.cc:8:.*outlives words: lives in main, 1 frame up' \
        '^note: verdicts are of the frames traced: functions '; do
        grep -q "$line" said || { echo "$cxx: no line '$line' in:"; cat said; status=1; }
    done
    # Blocks of a container are no variables of the program, and what std::thread frees in the new thread is not the program's.
    "$HEAPMARK" trace --cc=$cxx made.cc -pthread >said 2>&1 || status=1
    cxx_advice='a C++ library made it; another type, or an allocator with a buffer in'
    { grep -A3 '^made\.cc:8:' said | grep -q "advice: $cxx_advice grows, would do without: 2 x 256 B at once in this run" &&
        grep -A3 '^made\.cc:14:' said | grep -q "advice: $cxx_advice reserved, would do without: 1 x 200 B" &&
        grep -q '^made\.cc:19:.*; an automatic variable would do in this run' said && ! grep -q 'join the thread' said; } || {
        echo "$cxx: advice:"
        cat said
        status=1
    }
done
exit $status
