// whole_stl.cc -- a whole program in C++: strings, hash tables, trees and objects of the standard library.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>
struct shape {
    virtual ~shape() = default;
    virtual double area() const = 0;
};
struct box : shape {
    double a, b;
    box(double x, double y) : a(x), b(y)
    {
    }
    double area() const override
    {
        return a * b;
    }
};
struct disc : shape {
    double r;
    explicit disc(double x) : r(x)
    {
    }
    double area() const override
    {
        return 3 * r * r;
    }
};
static std::vector<std::string> words(unsigned n)
{
    std::vector<std::string> out;
    unsigned dice = 1;
    for (unsigned i = 0; i < n; i++) {
        dice = dice * 1103515245u + 12345u;
        out.push_back("word number " + std::to_string(dice >> 20));
    }
    return out;
}
int main(int argc, char **argv)
{
    unsigned n = argc > 1 ? std::atoi(argv[1]) : 200000;
    std::unordered_map<std::string, int> count;
    std::map<int, std::vector<std::string>> by_length;
    for (const std::string &w : words(n))
        count[w]++;
    for (const auto &c : count)
        by_length[c.second].push_back(c.first);
    std::vector<std::unique_ptr<shape>> shapes;
    for (unsigned i = 0; i < n; i++)
        if (i % 2)
            shapes.push_back(std::make_unique<box>(i, 2));
        else
            shapes.push_back(std::make_unique<disc>(i));
    std::sort(shapes.begin(), shapes.end(),
              [](const auto &l, const auto &r) { return l->area() < r->area(); });
    double sum = 0;
    for (const auto &s : shapes)
        sum += s->area();
    std::printf("%zu %zu %.0f\n", count.size(), by_length.size(), sum);
}
