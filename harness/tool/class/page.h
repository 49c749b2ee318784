/* page.h -- one page in two formats: Markdown, and HTML without scripts that is whole by itself. */
#ifndef HM_CLASS_PAGE_H
#define HM_CLASS_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct class_page {
    FILE *to;
    bool html;
    size_t columns, column; /* of the table under way */
};

/* All text is printed so that none of it is markup. */
void class_page_begin(struct class_page *page, const char *title);
void class_page_heading(struct class_page *page, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void class_page_text(struct class_page *page, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* A table of n columns: their names end with NULL. Its cells follow row by row. */
void class_page_table(struct class_page *page, const char *const *names);
void class_page_cell(struct class_page *page, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void class_page_table_end(struct class_page *page);

/* Lines as they are. */
void class_page_lines(struct class_page *page, const char *lines);

void class_page_end(struct class_page *page);

#endif
