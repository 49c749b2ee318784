// library.c -- blocks passed to functions of the C library.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct box {
    long v;
};

int text_functions(const char *in)
{
    char *text = calloc(64, 1); // WANT "does not escape"
    strncpy(text, in, 63);
    char *colon = strchr(text, ':');
    if (colon != NULL)
        *colon = '\0';
    int r = (int)strlen(text) + strcmp(text, "name") + memcmp(text, in, 3);
    free(text);
    return r;
}

char *strchr_returned(const char *in)
{
    char *text = calloc(64, 1); // WANT "escapes to heap: returned from strchr_returned"
    strncpy(text, in, 63);
    return strchr(text, ':');
}

long number(const char *in)
{
    char *text = calloc(64, 1), *end; // WANT "does not escape"
    memcpy(text, in, 20);
    long n = strtol(text, &end, 10);
    if (*end != '\0')
        n = -1;
    free(text);
    return n + atoi(in);
}

char *number_end(const char *in, long *n)
{
    char *text = calloc(64, 1), *end; // WANT "escapes to heap: returned from number_end"
    memcpy(text, in, 20);
    *n = strtol(text, &end, 10);
    return end;
}

int words(const char *in)
{
    char *text = calloc(64, 1), *state = NULL; // WANT "does not escape"
    int n = 0;
    memcpy(text, in, 20);
    for (char *word = strtok_r(text, " ", &state); word != NULL; word = strtok_r(NULL, " ", &state))
        n++;
    free(text);
    return n;
}

char *last_word(const char *in)
{
    char *text = calloc(64, 1), *state = NULL, *last = NULL;
    // WANT "escapes to heap: returned from last_word"
    memcpy(text, in, 20);
    strtok_r(text, " ", &state);
    last = strtok_r(NULL, " ", &state);
    return last;
}

char *remembered(const char *in)
{
    char *text = calloc(64, 1); // WANT "escapes to heap: kept by strtok"
    memcpy(text, in, 20);
    return strtok(text, " ") != NULL ? "some" : "none";
}

char *separated(const char *in)
{
    char *text = calloc(64, 1), *rest = text; // WANT "escapes to heap: returned from separated"
    memcpy(text, in, 20);
    return strsep(&rest, ",");
}

int scanned(const char *in)
{
    int *n = malloc(2 * sizeof *n); // WANT "does not escape"
    int r = sscanf(in, "%d %d", &n[0], &n[1]);
    r += n[0] + n[1];
    free(n);
    return r;
}

static int by_value(const void *a, const void *b)
{
    const struct box *x = a, *y = b;
    return (x->v > y->v) - (x->v < y->v);
}
static const void *seen;
static int by_value_keeps(const void *a, const void *b)
{
    seen = a;
    return by_value(a, b);
}

long sorted(void)
{
    struct box *a = malloc(4 * sizeof *a); // WANT "does not escape"
    for (int i = 0; i < 4; i++)
        a[i].v = 4 - i;
    qsort(a, 4, sizeof *a, by_value);
    long r = a[0].v;
    free(a);
    return r;
}

long sorted_keeps(void)
{
    struct box *a = calloc(4, sizeof *a);
    // WANT "escapes to heap: passed to by_value_keeps: stored in global seen"
    qsort(a, 4, sizeof *a, by_value_keeps);
    long r = a[0].v;
    free(a);
    return r;
}

long sorted_by(int (*order)(const void *, const void *))
{
    struct box *a = calloc(4, sizeof *a); // WANT "escapes to heap: parameter to an indirect call"
    qsort(a, 4, sizeof *a, order);
    free(a);
    return 0;
}

struct box *searched(const struct box *key)
{
    struct box *a = calloc(4, sizeof *a); // WANT "escapes to heap: returned from searched"
    return bsearch(key, a, 4, sizeof *a, by_value);
}

int read_file(FILE *in)
{
    char *buffer = malloc(512); // WANT "does not escape"
    int n = (int)fread(buffer, 1, 512, in);
    if (fgets(buffer, 512, in) != NULL)
        n += buffer[0];
    free(buffer);
    return n;
}

int write_bytes(int fd)
{
    char *buffer = malloc(16); // WANT "does not escape"
    memset(buffer, 'x', 16);
    int n = (int)write(fd, buffer, 16);
    free(buffer);
    return n;
}

void write_address(int fd)
{
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: its address is written by write"
    if (write(fd, &b, sizeof b) < 0)
        free(b);
}

void buffered(FILE *out)
{
    char *buffer = malloc(BUFSIZ); // WANT "escapes to heap: kept by setvbuf"
    setvbuf(out, buffer, _IOFBF, BUFSIZ);
}

void environment(void)
{
    char *variable = malloc(16); // WANT "escapes to heap: kept by putenv"
    strcpy(variable, "A=1");
    putenv(variable);
}

static void *body(void *arg)
{
    return (void *)((struct box *)arg)->v;
}
int thread_argument(void)
{
    pthread_t thread;
    struct box *b = malloc(sizeof *b);
    // WANT "escapes to heap: argument of a thread started by pthread_create"
    b->v = 1;
    if (pthread_create(&thread, NULL, body, b) == 0)
        pthread_join(thread, NULL);
    free(b);
    return 0;
}

int locked(void)
{
    pthread_mutex_t *lock = malloc(sizeof *lock); // WANT "does not escape"
    pthread_mutex_init(lock, NULL);
    pthread_mutex_lock(lock);
    pthread_mutex_unlock(lock);
    pthread_mutex_destroy(lock);
    free(lock);
    return 0;
}

int year(time_t now)
{
    struct tm *tm = malloc(sizeof *tm); // WANT "does not escape"
    int r = localtime_r(&now, tm) != NULL ? tm->tm_year : 0;
    free(tm);
    return r;
}

int compared(const char *text)
{
    char *copy = strdup(text); // WANT "strdup(text) does not escape (size known only at run time)"
    int r = copy != NULL && strcmp(copy, "GET") == 0;
    free(copy);
    return r;
}

int bounded(const char *text)
{
    char *copy = strndup(text, 3);
    // WANT "strndup(text, 3) does not escape (size known only at run time)"
    int r = copy != NULL && strcmp(copy, "GET") == 0;
    free(copy);
    return r;
}

int formatted(int n)
{
    char *text = NULL;
    if (asprintf(&text, "%d", n) < 0) // WANT "does not escape (size known only at run time)"
        return -1;
    int r = (int)strlen(text);
    free(text);
    return r;
}

char *formatted_returned(int n)
{
    char *text = NULL;
    return asprintf(&text, "%d", n) < 0 ? NULL : text;
    // WANT "escapes to heap: returned from formatted_returned"
}

int formatted_out(char **out)
{
    return asprintf(out, "x"); // WANT "escapes to heap: stored through parameter out"
}
