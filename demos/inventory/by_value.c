/* by_value.c -- a struct is made by one function and returned to another. */
struct point {
    long x, y, z;
};

static struct point make(long x)
{
    return (struct point){ x, x + 1, x + 2 };
}

long sum(long x)
{
    struct point p = make(x);
    return p.x + p.y + p.z;
}
