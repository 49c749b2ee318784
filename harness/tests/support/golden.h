/* golden.h -- text held against a golden file, the same for every format. */
#ifndef HM_TEST_GOLDEN_H
#define HM_TEST_GOLDEN_H

/* Fail unless the text is what the file at path holds. With HM_GOLDEN=write in the environment the
 * file is written anew first; look at the difference before keeping it. */
void assert_golden_text(const char *path, const char *text);

#endif
