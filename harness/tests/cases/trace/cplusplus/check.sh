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
status=0
for cxx in g++ clang++; do
    command -v $cxx >/dev/null || continue
    "$HEAPMARK" trace --cc=$cxx s.cc >said 2>&1 || status=1
    for line in '^s\.cc:6:.*outlives words: lives in main, 1 frame up' '^s\.cc:8:.*outlives words: lives in main, 1 frame up' \
        '^note: verdicts are of the frames traced: functions '; do
        grep -q "$line" said || { echo "$cxx: no line '$line' in:"; cat said; status=1; }
    done
done
exit $status
