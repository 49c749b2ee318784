/* expect: -Wreturn-local-addr */
struct point {
    long x, y, z;
};

struct point *make_point(long x)
{
    struct point p = { x, x + 1, x + 2 };
    return &p;
}
