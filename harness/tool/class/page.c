/* page.c -- headings, paragraphs, tables and lines, in Markdown or HTML. */
#include "class/page.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "text/write.h"

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>";
static const char style[] =
    "</title>\n<style>\n"
    "body { max-width: 60em; margin: 2em auto; padding: 0 1em; font: 1rem/1.5 sans-serif; }\n"
    "table { border-collapse: collapse; }\n"
    "th, td { border: 1px solid #767676; padding: 0.2em 0.6em; text-align: left; }\n"
    "pre { white-space: pre-wrap; padding: 0.6em; border: 1px solid #767676; }\n"
    "</style>\n</head>\n<body>\n<h1>";

static void say(const struct class_page *page, const char *text)
{
    if (page->html)
        text_markup(page->to, text);
    else
        text_markdown(page->to, text);
}

static void say_list(const struct class_page *page, const char *before, const char *fmt,
                     va_list args, const char *after)
{
    char *text = xvprintf(fmt, args);
    fputs(before, page->to);
    say(page, text);
    fputs(after, page->to);
    free(text);
}

void class_page_begin(struct class_page *page, const char *title)
{
    if (page->html) {
        fputs(head, page->to);
        say(page, title);
        fputs(style, page->to);
        say(page, title);
        fputs("</h1>\n", page->to);
    } else {
        fputs("# ", page->to);
        say(page, title);
        fputc('\n', page->to);
    }
}

void class_page_heading(struct class_page *page, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    say_list(page, page->html ? "<h2>" : "\n## ", fmt, args, page->html ? "</h2>\n" : "\n");
    va_end(args);
}

void class_page_text(struct class_page *page, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    say_list(page, page->html ? "<p>" : "\n", fmt, args, page->html ? "</p>\n" : "\n");
    va_end(args);
}

void class_page_table(struct class_page *page, const char *const *names)
{
    fputs(page->html ? "<table>\n<tr>" : "\n|", page->to);
    page->column = 0;
    for (page->columns = 0; names[page->columns] != NULL; page->columns++) {
        fputs(page->html ? "<th scope=\"col\">" : " ", page->to);
        say(page, names[page->columns]);
        fputs(page->html ? "</th>" : " |", page->to);
    }
    fputs(page->html ? "</tr>\n" : "\n|", page->to);
    for (size_t i = 0; i < page->columns && !page->html; i++)
        fputs("---|", page->to);
    if (!page->html)
        fputc('\n', page->to);
}

void class_page_cell(struct class_page *page, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    if (page->column == 0)
        fputs(page->html ? "<tr>" : "|", page->to);
    say_list(page, page->html ? "<td>" : " ", fmt, args, page->html ? "</td>" : " |");
    va_end(args);
    page->column = (page->column + 1) % page->columns;
    if (page->column == 0)
        fputs(page->html ? "</tr>\n" : "\n", page->to);
}

void class_page_table_end(struct class_page *page)
{
    if (page->html)
        fputs("</table>\n", page->to);
}

void class_page_lines(struct class_page *page, const char *lines)
{
    fputs(page->html ? "<pre>\n" : "\n```text\n", page->to);
    while (*lines != '\0') {
        size_t n = strcspn(lines, "\n");
        char *line = xstrndup(lines, n);
        if (page->html)
            text_markup(page->to, line);
        else
            fputs(line, page->to);
        fputc('\n', page->to);
        free(line);
        lines += n + (lines[n] == '\n');
    }
    fputs(page->html ? "</pre>\n" : "```\n", page->to);
}

void class_page_end(struct class_page *page)
{
    if (page->html)
        fputs("</body>\n</html>\n", page->to);
}
