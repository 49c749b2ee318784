// inlined.cc -- templates, lambdas, classes in functions, constructors that are inlined.
#include <cstdio>
#include <cstdlib>

static void *volatile keep;

template <class T> struct box {
    T *value;
    explicit box(T v) : value(new T(v)) { keep = value; }
    template <class F> void each(F f) { f(*value); }
};

static void local()
{
    struct inner {
        static void make(int n) { keep = std::malloc(n); }
    };
    inner::make(5);
    auto lambda = [](long n) { keep = new long(n); };
    box<long> b(3);
    b.each(lambda);
    b.each([](long n) { keep = std::malloc(n); });
    std::fputs("", stderr);
}

int main()
{
    box<int> a(1);
    local();
    box<char> c('c');
    std::fputs("", stderr);
}
