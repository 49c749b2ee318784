/* cmocka_all.h -- cmocka.h and the headers that it needs but does not include. */
#ifndef HM_TEST_CMOCKA_ALL_H
#define HM_TEST_CMOCKA_ALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#endif
