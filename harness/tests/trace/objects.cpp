/* new and delete, constructors that throw, and what the C++ library allocates for a string. */
#include <string>

struct item {
    int *number;

    explicit item(int n) : number(new int(n))
    // WANT "operator new(4) outlives item: lives in broken (100) or op (100), 1 frame up"
    // WANT "200 of 200 blocks"
    {
    }

    ~item()
    {
        delete number;
    }
};

struct broken {
    item held;

    broken() : held(1)
    {
        throw 1; // WANT "__cxa_allocate_exception's malloc"
    }
};

static void fails()
{
    try {
        broken b;
    } catch (int) {
    }
}

static std::size_t op(int n)
{
    item one(n);
    std::string text(40, 'x'); // WANT "(41) not seen to escape op (100 of 100)"
    fails();
    return text.size();
}

int main()
{
    std::size_t sum = 0;
    for (int i = 0; i < 100; i++)
        sum += op(i);
    return sum != 4000;
}
