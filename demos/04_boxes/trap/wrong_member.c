/* expect: output 4.94066e-321 */
#include <stdio.h>

enum kind { NUMBER, REAL };

struct any {
    enum kind kind;
    union {
        long long number;
        double real;
    };
};

int main(void)
{
    struct any value = { .kind = NUMBER, .number = 1000 };
    printf("%g\n", value.real); /* wrong: the kind is NUMBER */
    return 0;
}
