/* students.c -- folders and loose files, sorted by name, so that a class has one order. */
#include "class/students.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/error.h"
#include "cli/folders.h"
#include "cli/xalloc.h"
#include "grade/intake.h"

enum { COPY_MAX = 1024 * 1024, PAGE_MAX = 120 };

/* Where "_4711" begins, with anything or nothing behind its digits; NULL: nowhere. */
static const char *number_in(const char *text, size_t *digits)
{
    for (const char *at = text; (at = strchr(at, '_')) != NULL; at++) {
        *digits = strspn(at + 1, "0123456789");
        if (*digits > 0 && at > text && (at[1 + *digits] == '_' || at[1 + *digits] == '\0'))
            return at;
    }
    return NULL;
}

void class_name_of(const char *folder, bool loose, char **name, char **id)
{
    size_t digits = 0, length = strlen(folder);
    const char *at = number_in(folder, &digits), *assign = strcasestr(folder, "_assign");
    bool moodle = at != NULL && assign == at + 1 + digits;
    size_t second = 0;
    bool canvas = loose && at != NULL && number_in(at + 1, &second) != NULL;
    *id = xprintf("%s", "");
    if (moodle || canvas) {
        free(*id);
        *id = xstrndup(at + 1, digits);
        length = (size_t)(at - folder);
        if (length > 5 && strncasecmp(at - 5, "_LATE", 5) == 0)
            length -= 5;
    }
    *name = xstrndup(folder, length);
    grade_clean_name(*name);
}

bool class_copy(const char *from, const char *to)
{
    struct stat st;
    int in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    int out = in >= 0 ? open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644) : -1;
    bool copied = out >= 0 && fstat(in, &st) == 0;
    if (copied && !S_ISREG(st.st_mode)) {
        errno = EINVAL;
        copied = false;
    }
    char chunk[16 * 1024];
    size_t all = 0;
    for (ssize_t n; copied && all < COPY_MAX && (n = read(in, chunk, sizeof chunk)) != 0;) {
        copied = n > 0 && write(out, chunk, (size_t)n) == n;
        all += n > 0 ? (size_t)n : 0;
    }
    int error = errno;
    if (in >= 0)
        close(in);
    if (out >= 0)
        close(out);
    errno = error;
    return copied;
}

/* Letters, digits and what reads well stay; all else is one underscore. */
static char *page_of(const char *name)
{
    char *page = xstrndup(name, strnlen(name, PAGE_MAX));
    for (char *c = page; *c != '\0'; c++)
        if (!isalnum((unsigned char)*c) && strchr("-+,@", *c) == NULL && (*c != '.' || c == page))
            *c = '_';
    return page;
}

static struct class_student *add(struct class *c, const char *label, const char *folder, bool loose)
{
    struct class_student *s = XPUSH(c->students, c->count, c->capacity);
    *s = (struct class_student){ .folder = xprintf("%s", folder), .page = page_of(label) };
    class_name_of(label, loose, &s->name, &s->id);
    if (strcmp(s->page, label) != 0 &&
        strspn(label, "abcdefghijklmnopqrstuvwxyz"
                      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-. ") != strlen(label)) {
        /* What was lost must not make one page of two. */
        struct class_digest digest;
        char text[CLASS_DIGEST_TEXT];
        class_digest_begin(&digest);
        class_digest_add(&digest, label, strlen(label));
        class_digest_end(&digest, text);
        xappend(&s->page, "-%.8s", text);
    }
    return s;
}

/* The length of what stands before the name of an exercise in that of a loose file, without the
 * parting underscore; -1: it has no such name in it. */
static int before_exercise(const struct class *c, const char *file)
{
    for (size_t e = 0; e < c->exercise_count; e++) {
        const char *at = strcasestr(file, c->exercises[e].name);
        if (at == NULL || at == file)
            continue;
        size_t n = (size_t)(at - file);
        while (n > 0 && (file[n - 1] == '_' || file[n - 1] == '-' || file[n - 1] == ' '))
            n--;
        return n > 0 ? (int)n : -1;
    }
    return -1;
}

/* The student whose loose files begin with the n characters at label. */
static struct class_student *loose_student(struct class *c, const char *label, int n,
                                           const char *work)
{
    char *folder = xprintf("%s/loose/%.*s", work, n, label);
    struct class_student *s = NULL;
    for (size_t i = 0; i < c->count && s == NULL; i++)
        if (strcmp(c->students[i].folder, folder) == 0)
            s = &c->students[i];
    if (s == NULL && cli_make_folders(folder)) {
        char *name = xstrndup(label, (size_t)n);
        s = add(c, name, folder, true);
        free(name);
    }
    free(folder);
    return s;
}

static void take_loose(struct class *c, const char *root, const char *file, const char *work)
{
    int n = before_exercise(c, file);
    const char *ending = strrchr(file, '.');
    char *from = xprintf("%s/%s", root, file), *to = NULL;
    if (n <= 0) {
        bool archive = ending != NULL && strcasecmp(ending, ".zip") == 0;
        cli_error("%s is not marked: %s", from,
                  archive ? "unpack archives first"
                          : "a folder for each student was expected, or files NAME_NN_name.c");
    } else {
        struct class_student *s = loose_student(c, file, n, work);
        if (s != NULL)
            to = xprintf("%s/%s", s->folder, file);
        if (to == NULL || !class_copy(from, to))
            cli_error("%s is not marked: %s", from,
                      errno == EINVAL ? "it is not a plain file" : strerror(errno));
    }
    free(from);
    free(to);
}

static bool page_is_taken(const struct class *c, size_t before, const char *page)
{
    for (size_t i = 0; i < before; i++)
        if (strcasecmp(c->students[i].page, page) == 0)
            return true;
    return false;
}

/* Names that differ only in what a page cannot have ("Ann Lee", "Ann_Lee") get a number. */
static void part_pages(struct class *c)
{
    for (size_t i = 0; i < c->count; i++) {
        char *page = xprintf("%s", c->students[i].page);
        for (unsigned n = 2; page_is_taken(c, i, page); n++) {
            free(page);
            page = xprintf("%s~%u", c->students[i].page, n);
        }
        free(c->students[i].page);
        c->students[i].page = page;
    }
}

bool class_students(struct class *c, const char *root, const char *work)
{
    struct dirent **entries;
    int n = scandir(root, &entries, NULL, alphasort);
    if (n < 0) {
        cli_error("%s: %s", root, strerror(errno));
        return false;
    }
    for (int i = 0; i < n; i++) {
        const char *file = entries[i]->d_name;
        char *path = xprintf("%s/%s", root, file);
        struct stat st;
        if (file[0] == '.')
            ;
        else if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
            add(c, file, path, false);
        else
            take_loose(c, root, file, work);
        free(path);
        free(entries[i]);
    }
    free(entries);
    part_pages(c);
    if (c->count == 0)
        cli_error("%s: a folder for each student was expected, and there is none", root);
    return c->count > 0;
}
