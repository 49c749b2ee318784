/* matrix.c -- large blocks that come and go: the peak is in the middle of the run. */
#include <stdlib.h>

enum { N = 40 };

static double *product(const double *a, const double *b)
{
    double *c = calloc(N * N, sizeof *c);
    for (int i = 0; i < N; i++)
        for (int k = 0; k < N; k++)
            for (int j = 0; j < N; j++)
                c[i * N + j] += a[i * N + k] * b[k * N + j];
    return c;
}

static double *identity(void)
{
    double *a = malloc(N * N * sizeof *a);
    for (int i = 0; i < N * N; i++)
        a[i] = i % (N + 1) == 0;
    return a;
}

int main(void)
{
    double *a = identity(), *b = identity();
    double *powers[8] = { product(a, b) };
    for (int i = 1; i < 8; i++)
        powers[i] = product(powers[i - 1], a);
    for (int i = 0; i < 8; i++)
        free(powers[i]);
    free(b);
    for (int i = 0; i < 30; i++) {
        double *next = product(a, a);
        free(a);
        a = next;
    }
    return a[0] != 1;
}
