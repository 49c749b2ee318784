/* words.h -- what the example measures. */
#include <stddef.h>

/* How many words are in the text? */
size_t words_count(const char *text);
