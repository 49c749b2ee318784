// named.cc -- functions whose own names say little: of classes, namespaces, operators, lambdas.
#include <cstdlib>

static void *volatile keep;

namespace shop {
class till {
  public:
    till() { keep = new char[10]; }
    void open() const;
    till &operator+=(int n);
};
[[gnu::noinline]] void till::open() const
{
    keep = std::malloc(11);
}
[[gnu::noinline]] till &till::operator+=(int n)
{
    keep = new char[n];
    return *this;
}
namespace {
[[gnu::noinline]] void hidden()
{
    keep = std::malloc(12);
}
template <class T> [[gnu::noinline]] T *made(T value)
{
    return new T(value);
}
} // namespace
} // namespace shop

int main()
{
    shop::till till;
    till.open();
    till += 5;
    shop::hidden();
    keep = shop::made(3L);
    auto lambda = [](int n) __attribute__((noinline)) { keep = std::malloc(n); };
    lambda(13);
}
