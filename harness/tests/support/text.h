/* text.h -- files of text that tests write, and texts that they look into. */
#ifndef HM_TEST_TEXT_H
#define HM_TEST_TEXT_H

/* Write the file anew. Fails the test if that is not possible. */
void write_file(const char *path, const char *text);

/* Fail and show the text unless it contains the part. */
void assert_contains(const char *text, const char *part);

#endif
