/* contract.h -- what an answer to this exercise must provide.
 *
 * A configuration has lines. A line is empty, or a comment that begins with #, or a word and a
 * value; blanks (spaces) may be before, between and behind them.
 *
 *     open NAME    opens a file and keeps it open
 *     level N      0 to 9999, digits only; the last one counts */
#ifndef CONFIG_PARSER_CONTRACT_H
#define CONFIG_PARSER_CONTRACT_H

#include <stddef.h>
#include <stdint.h>

enum { CONFIG_FILES_MOST = 16 };

/* What is wrong, in this order if several things are, and where. */
enum config_error {
    CONFIG_FINE,
    CONFIG_UNKNOWN_WORD,   /* at the word */
    CONFIG_VALUE_EXPECTED, /* behind the last byte of the line */
    CONFIG_ONE_TOO_MANY,   /* at what follows the value */
    CONFIG_BAD_NUMBER,     /* at the value */
    CONFIG_TOO_MANY_FILES, /* at the value */
    CONFIG_CANNOT_OPEN,    /* at the value */
};

/* The first error of a text. Lines and columns (bytes) count from 1; 0 if all is fine. */
struct config_result {
    enum config_error error;
    unsigned line, column;
};

/* Who opens files. open() returns a number of 0 or more, or a negative one: it cannot. */
struct host {
    int (*open)(struct host *host, const char *name, size_t len);
    void (*close)(struct host *host, int file);
};

struct config {
    int files[CONFIG_FILES_MOST]; /* open, in the order of the lines */
    unsigned count;               /* of files */
    int level;                    /* 0 without a line for it */
};

/* Reads `len` bytes of text. If all is fine, *config has what they say. After an error all files
 * are closed again, the last one first, and *config is as it was. */
struct config_result config_load(struct host *host, const char *text, size_t len,
                                 struct config *config);

#endif
