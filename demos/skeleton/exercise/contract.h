/* contract.h -- what an answer to this exercise must provide. */
#ifndef EXAMPLE_CONTRACT_H
#define EXAMPLE_CONTRACT_H

#include <stddef.h>

/* TO WRITE: what it returns. Returns the sum of `count` numbers; for count 0, 0. */
long example(const long *numbers, size_t count);

#endif
