// strings.cc -- strings, vectors with their room reserved, a map.
#include <map>
#include <string>
#include <vector>

static std::string name_of(int i)
{
    return std::string(20 + i % 40, 'n');
}

static std::vector<std::string> names(int n)
{
    std::vector<std::string> all;
    all.reserve(n);
    for (int i = 0; i < n; i++)
        all.push_back(name_of(i));
    return all;
}

int main()
{
    static std::map<int, std::vector<std::string>> kept;
    for (int i = 0; i < 30; i++) {
        std::vector<std::string> list = names(i + 1);
        if (i % 3 == 0)
            kept[i] = list;
    }
    kept.erase(3);
    std::_Exit(0);
}
