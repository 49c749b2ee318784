/* known.c -- the tables, written from the C and POSIX manuals; contract in known.h. */
#include "escape/base/known.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct fates {
    const char *fates;
    const char *names; /* separated and surrounded by spaces */
};

static const struct fates library[] = {
    { ".",
      " strlen strnlen strcmp strncmp strcasecmp strncasecmp strcoll strspn strcspn memcmp bcmp"
      " wcslen wcscmp wmemcmp wcsncmp wcscoll atoi atol atoll atof vprintf vfprintf vsprintf"
      " vsnprintf vdprintf vsyslog perror scanf fscanf sscanf vsscanf vscanf vfscanf fgetc getc"
      " getchar feof ferror clearerr fileno fflush fclose ftell ftello rewind fgetpos fsetpos fopen"
      " fdopen freopen popen pclose fread fread_unlocked remove rename tmpfile setlocale"
      " assert_fail fnmatch sigaction sigsuspend sigwait readlink readlinkat uname times utime"
      " getitimer setitimer fstatvfs statfs fstatfs getpwnam getpwuid getgrnam sysinfo"
      " clock_nanosleep localtime gmtime ctime dlsym dlopen getgroups " },
    { "%", " printf fprintf dprintf wprintf fwprintf syslog " },
    { "d%", " sprintf snprintf swprintf " },
    { "T.", " puts fputs fputs_unlocked " },
    { "n.", " fputc putc putchar putchar_unlocked putc_unlocked fputc_unlocked ungetc srand48"
            " exit _exit _Exit " },
    { ".n.", " fseek fseeko longjmp siglongjmp _longjmp ftruncate truncate " },
    { ".",
      " read pread recv recvfrom readv recvmsg open openat creat close access faccessat stat lstat"
      " fstat fstatat statvfs mkdir mkdirat rmdir unlink unlinkat link symlink chdir chmod fchmod"
      " chown lchown mkfifo mkstemp opendir closedir pipe pipe2 poll ppoll"
      " select pselect connect bind accept accept4 listen getsockname getpeername getsockopt "
      "setsockopt"
      " shutdown socketpair getaddrinfo freeaddrinfo inet_addr inet_aton inet_pton gethostname"
      " getifaddrs isatty ttyname_r system execv execve execvp getenv setenv unsetenv kill"
      " waitpid wait getrusage getrlimit setrlimit sigemptyset sigfillset sigaddset sigdelset"
      " sigismember sigprocmask getrandom getentropy munmap mprotect madvise msync mlock " },
    { ".", " time clock_gettime clock_getres clock_settime gettimeofday nanosleep mktime timegm"
           " strftime difftime utimes futimens utimensat explicit_bzero"
           " bzero malloc_usable_size rand_r erand48 nrand48 sem_init sem_post sem_wait sem_trywait"
           " sem_destroy mblen setjmp _setjmp sigsetjmp abort " },
    { ".",
      " pthread_mutex_init pthread_mutex_lock pthread_mutex_trylock pthread_mutex_unlock"
      " pthread_mutex_destroy pthread_mutexattr_init pthread_mutexattr_settype"
      " pthread_mutexattr_destroy pthread_cond_init pthread_cond_wait pthread_cond_timedwait"
      " pthread_cond_signal pthread_cond_broadcast pthread_cond_destroy pthread_rwlock_init"
      " pthread_rwlock_rdlock pthread_rwlock_wrlock pthread_rwlock_unlock pthread_rwlock_destroy"
      " pthread_attr_init pthread_attr_destroy pthread_attr_setstacksize pthread_barrier_init"
      " pthread_barrier_wait pthread_barrier_destroy pthread_spin_lock pthread_spin_unlock"
      " pthread_once pthread_key_create pthread_join pthread_sigmask " },
    { "r.",
      " strchr strrchr strchrnul index rindex strstr strcasestr strpbrk memchr memrchr rawmemchr"
      " memmem wcschr wcsrchr wcsstr fgets fgets_unlocked getcwd basename dirname"
      " xpg_basename " },
    { ".r.", " strerror_r localtime_r gmtime_r realpath ctime_r asctime_r " },
    { "..r.", " inet_ntop " },
    { "Ds.",
      " memcpy memmove mempcpy memccpy strcpy strncpy stpcpy stpncpy strcat strncat wcscpy wcsncpy"
      " wcscat wmemcpy wmemmove " },
    { "ds.", " strlcpy strlcat strxfrm mbstowcs wcstombs mbtowc mbrtowc " },
    { "sd.", " bcopy swab " },
    { "Db.", " memset wmemset " },
    { "db.", " wctomb wcrtomb " },
    { "Ie.", " frexp frexpf frexpl modf modff modfl " },
    { "ie.",
      " strtol strtoul strtoll strtoull strtod strtof strtold strtoimax strtoumax strtoq strtouq"
      " wcstol wcstoul wcstod " },
    { "I.E", " strtok_r " },
    { "p.", " strsep " },
    { "k", " strtok putenv atexit on_exit open_memstream fmemopen tsearch " },
    { ".k", " setbuf setvbuf setbuffer pthread_setspecific " },
    { "w.", " fwrite fwrite_unlocked " },
    { ".w.", " write pwrite send sendto " },
    { ".v.", " writev pwritev sendmsg " },
    { "...t", " pthread_create " },
    { "..t", " thrd_create " },
    { "q..c", " qsort " },
    { "qQ..c", " bsearch " },
    { "f", " free cfree " },
    { ".", " posix_memalign aligned_alloc malloc calloc vasprintf getline getdelim valloc memalign"
           " pvalloc " },
    { "s.", " strdup strndup wcsdup " },
    { ".%", " asprintf " },
};

static const struct escape_allocator allocators[] = {
    { "malloc", 0, -1, -1, -1, false, false },        { "calloc", 1, 0, -1, -1, false, false },
    { "realloc", 1, -1, 0, -1, false, false },        { "reallocarray", 2, 1, 0, -1, false, false },
    { "aligned_alloc", 1, -1, -1, -1, false, false }, { "memalign", 1, -1, -1, -1, false, false },
    { "valloc", 0, -1, -1, -1, false, false },        { "pvalloc", 0, -1, -1, -1, false, false },
    { "posix_memalign", 2, -1, -1, 0, false, false }, { "strdup", -1, -1, -1, -1, true, false },
    { "strndup", -1, -1, -1, -1, true, false },       { "wcsdup", -1, -1, -1, -1, true, false },
    { "asprintf", -1, -1, -1, 0, true, false },       { "vasprintf", -1, -1, -1, 0, true, false },
    { "getline", -1, -1, -1, 0, true, true },         { "getdelim", -1, -1, -1, 0, true, true },
};

/* The plain name in `name`: __isoc99_sscanf is sscanf, __strcpy_chk is strcpy. The answer is in
 * `plain`, or is `name` itself. */
static const char *plain_name(const char *name, char *plain, size_t room)
{
    static const char *const prefixes[] = { "__isoc99_", "__isoc23_", "__builtin_", "__" };
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t skip = strlen(prefixes[i]);
        if (strncmp(name, prefixes[i], skip) != 0)
            continue;
        size_t length = strlen(name + skip);
        if (length > 4 && strcmp(name + skip + length - 4, "_chk") == 0)
            length -= 4;
        if (length >= room)
            return name;
        memcpy(plain, name + skip, length);
        plain[length] = '\0';
        return plain;
    }
    return name;
}

static bool listed(const char *names, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = strstr(names, name); at != NULL; at = strstr(at + 1, name))
        if (at[-1] == ' ' && at[length] == ' ')
            return true;
    return false;
}

const char *escape_known_fates(const char *name)
{
    char room[64];
    name = plain_name(name, room, sizeof room);
    if (*name == '\0' || strchr(name, ' ') != NULL)
        return NULL;
    for (size_t i = 0; i < sizeof library / sizeof *library; i++)
        if (listed(library[i].names, name))
            return library[i].fates;
    /* fopen64 is what fopen becomes with large files. */
    size_t length = strlen(name);
    if (length > 2 && length < sizeof room && strcmp(name + length - 2, "64") == 0) {
        char small[sizeof room];
        memcpy(small, name, length - 2);
        small[length - 2] = '\0';
        return escape_known_fates(small);
    }
    return NULL;
}

enum escape_fate escape_known_fate(const char *fates, unsigned index)
{
    size_t last = strlen(fates) - 1;
    return (enum escape_fate)(unsigned char)fates[index < last ? index : last];
}

const struct escape_allocator *escape_known_allocator(const char *name)
{
    char room[64];
    name = plain_name(name, room, sizeof room);
    for (size_t i = 0; i < sizeof allocators / sizeof *allocators; i++)
        if (strcmp(allocators[i].name, name) == 0)
            return &allocators[i];
    return NULL;
}
