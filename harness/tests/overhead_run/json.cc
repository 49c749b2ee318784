// json.cc -- a C++ program with many small objects: a JSON text of 30000 records, written and read
// some times.
#include <nlohmann/json.hpp>

static bool write_and_read()
{
    nlohmann::json records = nlohmann::json::array();
    for (int i = 0; i < 30000; i++)
        records.push_back({ { "id", i }, { "name", "n" + std::to_string(i) }, { "tags", { "a", "b", i } } });
    return nlohmann::json::parse(records.dump()).size() == 30000;
}

int main()
{
    for (int i = 0; i < 14; i++)
        if (!write_and_read())
            return 1;
    return 0;
}
