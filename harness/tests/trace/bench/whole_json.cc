// whole_json.cc -- a whole program in C++: JSON made, printed and parsed with nlohmann's library.
#include <nlohmann/json.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>
using nlohmann::json;
static json record(int i)
{
    return json{ { "id", i },
                 { "name", "name " + std::to_string(i) },
                 { "tags", { "a", "b", i % 3 } },
                 { "at", { { "x", i * .5 }, { "y", i * .25 } } } };
}
int main(int argc, char **argv)
{
    int n = argc > 1 ? std::atoi(argv[1]) : 10000;
    json all = json::array();
    for (int i = 0; i < n; i++)
        all.push_back(record(i));
    std::string text = all.dump();
    json again = json::parse(text);
    std::size_t sum = 0;
    for (const auto &r : again)
        sum += r["name"].get<std::string>().size();
    std::printf("%zu %zu\n", text.size(), sum);
}
