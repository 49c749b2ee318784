/* expect: -Wreturn-local-addr */
struct point {
    long x, y, z;
};

struct point *new_point(long x)
{
    return &(struct point){ x, 2 * x, 3 * x }; /* in Go, &point{...} may be returned */
}
