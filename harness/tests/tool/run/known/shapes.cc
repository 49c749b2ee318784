// shapes.cc -- objects behind base classes, owned by smart pointers, and exceptions.
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <vector>

struct shape {
    virtual ~shape() = default;
    virtual double area() const = 0;
};

struct square : shape {
    double side;
    explicit square(double s) : side(s) {}
    double area() const override { return side * side; }
};

struct polygon : shape {
    std::unique_ptr<double[]> points;
    explicit polygon(int n) : points(new double[n])
    {
        if (n > 20)
            throw std::runtime_error("too many points for a polygon of this test");
    }
    double area() const override { return 0; }
};

static std::unique_ptr<shape> make(int i)
{
    if (i % 3 == 0)
        return std::make_unique<square>(i);
    return std::unique_ptr<shape>(new polygon(i % 24 + 1));
}

int main()
{
    static std::unique_ptr<shape> all[200];
    int thrown = 0;
    for (int i = 0; i < 200; i++) {
        try {
            all[i] = make(i);
        } catch (const std::exception &) {
            thrown++;
        }
    }
    for (int i = 0; i < 120; i++)
        all[i].reset();
    std::_Exit(thrown == 0);
}
