// whole_fmt.cc -- a whole program in C++: lines of a log, formatted into strings with fmt.
#define FMT_HEADER_ONLY
#include <fmt/format.h>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>
static std::string line(int i)
{
    return fmt::format("{:>8} {:08.3f} {} [{}]", i, i * 1.25,
                       "a word that is longer than the buffer", i % 7);
}
int main(int argc, char **argv)
{
    int n = argc > 1 ? std::atoi(argv[1]) : 100000;
    std::size_t sum = 0;
    std::vector<std::string> kept;
    for (int i = 0; i < n; i++) {
        std::string s = line(i);
        sum += s.size();
        if (i % 16 == 0)
            kept.push_back(fmt::format("{}-{}", s, i));
    }
    std::printf("%zu %zu\n", sum, kept.size());
}
