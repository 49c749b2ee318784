/* Functions inside functions: a lambda, and a method of a local class. */
#include <cstdlib>

static void op()
{
    auto make = [](std::size_t n) {
        return std::malloc(n); // WANT "outlives operator(): lives in op, 1 frame up"
    };
    std::free(make(5));

    struct Holder {
        void *held;
        Holder() : held(std::malloc(9)) {} // WANT "outlives Holder: lives in op, 1 frame up"
        ~Holder() { std::free(held); }
    };
    Holder h;
}

int main()
{
    op();
    return 0;
}
