/* check.c -- the checks that only the grader runs: sums of random vectors. */
#include <heapmark/exercise.h>

#include "contract.h"

enum { MANY = 1000 };

/* Small whole numbers: sums of doubles are then exact in any order. */
static struct vec3 random_vector(hm_check *c)
{
    return (struct vec3){ (double)(hm_check_random(c) % 1000), (double)(hm_check_random(c) % 1000),
                          (double)(hm_check_random(c) % 1000) };
}

static bool equal(struct vec3 a, struct vec3 b)
{
    return a.x == b.x && a.y == b.y && a.z == b.z;
}

static struct vec3 reference(const struct vec3 *v, size_t count)
{
    struct vec3 sum = { 0, 0, 0 };
    for (size_t i = 0; i < count; i++)
        sum = (struct vec3){ sum.x + v[i].x, sum.y + v[i].y, sum.z + v[i].z };
    return sum;
}

static bool sums_a_thousand(hm_check *c)
{
    static struct vec3 v[MANY];
    for (size_t i = 0; i < MANY; i++)
        v[i] = random_vector(c);
    return hm_expect(c, equal(vec3_sum(v, MANY), reference(v, MANY)),
                     "the sum of 1000 random vectors is wrong");
}

static bool looks_at_the_values(hm_check *c)
{
    struct vec3 v[3];
    bool right = true;
    for (int round = 0; round < 20 && right; round++) {
        for (size_t i = 0; i < 3; i++)
            v[i] = random_vector(c);
        right = equal(vec3_sum(v, 3), reference(v, 3));
    }
    return hm_expect(c, right, "the same array with new values gives an old sum");
}

static bool keeps_two_results_apart(hm_check *c)
{
    struct vec3 a = random_vector(c), b = random_vector(c);
    b.x = a.x + 1;
    struct vec3 first = vec3_sum(&a, 1), second = vec3_sum(&b, 1);
    return hm_expect(c, equal(first, a) && equal(second, b), "a second sum changes the first");
}

static bool leaves_its_input_alone(hm_check *c)
{
    struct vec3 v[2] = { random_vector(c), random_vector(c) };
    struct vec3 copy[2] = { v[0], v[1] };
    vec3_sum(v, 2);
    return hm_expect(c, equal(v[0], copy[0]) && equal(v[1], copy[1]), "the input was changed");
}

static void op(void)
{
    const struct vec3 v[] = { { 1, 2, 3 }, { 4, 5, 6 } };
    struct vec3 sum = vec3_sum(v, 2);
    hm_keep(&sum);
}

int main(void)
{
    static const hm_exercise_check checks[] = {
        { "it sums a thousand random vectors", sums_a_thousand },
        { "it looks at the values and not at the address", looks_at_the_values },
        { "it keeps two results apart", keeps_two_results_apart },
        { "it leaves its input alone", leaves_its_input_alone },
    };
    return hm_exercise_main(&(hm_exercise){ checks, HM_COUNT(checks), op });
}
