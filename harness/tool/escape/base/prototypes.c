/* prototypes.c -- what library functions take and return; contract in known.h. */
#include "escape/base/known.h"

#include <string.h>

static const struct {
    const char *shape; /* of the result, then of each parameter */
    const char *names; /* separated and surrounded by spaces */
} prototypes[] = {
    { "dddp", " remquo " },
    { "ddp", " frexpl modfl frexp frexpf modf modff " },
    { "dii", " difftime " },
    { "dp", " atof erand48 " },
    { "dpp", " strtod strtof strtold wcstod " },
    { "i", " getchar " },
    { "ii", " close isatty putchar putchar_unlocked " },
    { "iii", " fchmod ftruncate kill listen shutdown " },
    { "iiiip", " socketpair " },
    { "iiiipi", " setsockopt " },
    { "iiiipp", " getsockopt " },
    { "iip", " fputc_unlocked fstatfs fstatvfs getgroups getitimer clock_getres clock_gettime "
             "clock_settime fputc fstat futimens getrlimit getrusage "
             "pthread_join pthread_setspecific putc putc_unlocked setrlimit ungetc " },
    { "iip.", " dprintf " },
    { "iipi", " bind connect mkdirat read readv recvmsg sendmsg ttyname_r unlinkat waitpid write "
              "writev " },
    { "iipi.", " openat " },
    { "iipii", " faccessat pread pwrite pwritev recv send " },
    { "iipiipi", " sendto " },
    { "iipiipp", " recvfrom " },
    { "iipp", " setitimer sigaction accept getpeername getsockname inet_pton pthread_sigmask "
              "sigprocmask vdprintf " },
    { "iippi", " readlinkat accept4 fstatat utimensat " },
    { "iipppp", " select " },
    { "iippppp", " pselect " },
    { "ip", " sigsuspend sysinfo times uname _setjmp atexit atoi atol atoll chdir closedir fclose "
            "feof ferror fflush fgetc "
            "fileno ftell ftello getc getifaddrs inet_addr malloc_usable_size mkstemp mktime "
            "nrand48 pclose pipe pthread_attr_destroy pthread_attr_init pthread_barrier_destroy "
            "pthread_barrier_wait pthread_cond_broadcast pthread_cond_destroy "
            "pthread_cond_signal pthread_mutex_destroy pthread_mutex_lock pthread_mutex_trylock "
            "pthread_mutex_unlock pthread_mutexattr_destroy pthread_mutexattr_init "
            "pthread_rwlock_destroy pthread_rwlock_rdlock pthread_rwlock_unlock "
            "pthread_rwlock_wrlock pthread_spin_lock pthread_spin_unlock putenv puts rand_r "
            "remove rmdir sem_destroy sem_post sem_trywait sem_wait setjmp sigemptyset "
            "sigfillset strlen system time timegm unlink unsetenv wait wcslen " },
    { "ip.", " printf scanf wprintf " },
    { "ipi", " access chmod creat getentropy gethostname mblen mkdir mkfifo mlock munmap pipe2 "
             "pthread_attr_setstacksize pthread_mutexattr_settype sigaddset sigdelset "
             "sigismember sigsetjmp strnlen truncate wctomb " },
    { "ipi.", " open " },
    { "ipii", " chown fseek fseeko getrandom lchown madvise mprotect msync poll posix_memalign "
              "sem_init " },
    { "ipiip", " fread fread_unlocked fwrite fwrite_unlocked " },
    { "ipip", " wcrtomb " },
    { "ipip.", " snprintf swprintf " },
    { "ipipp", " ppoll strftime vsnprintf " },
    { "ipp", " sigwait statfs utime wcscoll execv execvp fgetpos fputs fputs_unlocked fsetpos "
             "gettimeofday inet_aton link "
             "lstat nanosleep on_exit pthread_cond_init pthread_cond_wait pthread_key_create "
             "pthread_mutex_init pthread_once pthread_rwlock_init rename stat statvfs strcasecmp "
             "strcmp strcoll strcspn strspn symlink utimes vprintf vscanf wcscmp " },
    { "ipp.", " fwprintf asprintf fprintf fscanf sprintf sscanf " },
    { "ippi", " fnmatch readlink wcsncmp bcmp mbstowcs mbtowc memcmp pthread_barrier_init setenv "
              "strlcat strlcpy "
              "strncasecmp strncmp "
              "strtoimax strtol strtoll strtoq strtoul strtoull strtoumax strtouq strxfrm wcstol "
              "wcstombs wcstoul wmemcmp " },
    { "ippii", " setvbuf " },
    { "ippip", " getdelim mbrtowc " },
    { "ippp", " execve getline pthread_cond_timedwait thrd_create vasprintf vfprintf vfscanf "
              "vsprintf vsscanf " },
    { "ipppp", " getaddrinfo pthread_create " },
    { "p", " tmpfile " },
    { "pi", " getpwuid malloc pvalloc valloc " },
    { "pii", " aligned_alloc calloc memalign " },
    { "pip", " fdopen setlocale " },
    { "pipi", " strerror_r " },
    { "pippi", " inet_ntop " },
    { "pp",
      " ctime getgrnam getpwnam gmtime localtime basename dirname getenv opendir strdup wcsdup " },
    { "ppi",
      " dlopen getcwd index rawmemchr realloc rindex strchr strchrnul strndup strrchr wcschr "
      "wcsrchr " },
    { "ppii", " memchr memrchr memset reallocarray wmemset " },
    { "ppip", " fgets fgets_unlocked fmemopen " },
    { "ppipi", " memmem " },
    { "ppp",
      " dlsym asctime_r ctime_r fopen gmtime_r localtime_r open_memstream popen realpath stpcpy "
      "strcasestr strcat strcpy strpbrk strsep strstr strtok wcscat wcscpy wcsstr " },
    { "pppi", " memcpy memmove mempcpy stpncpy strncat strncpy wcsncpy wmemcpy wmemmove " },
    { "pppii", " memccpy " },
    { "pppiip", " bsearch " },
    { "pppp", " freopen strtok_r tsearch " },
    { "vipp", " vsyslog " },
    { "iiipp", " clock_nanosleep " },
    { "v", " abort " },
    { "vi", " _Exit _exit exit srand48 " },
    { "vip.", " syslog " },
    { "vp", " cfree clearerr free freeaddrinfo perror rewind " },
    { "vpi", " _longjmp bzero explicit_bzero longjmp siglongjmp " },
    { "vpiip", " qsort " },
    { "vpp", " setbuf " },
    { "vppi", " bcopy setbuffer swab " },
};

bool escape_known_prototype(const char *name, const char *shape)
{
    char plain[64];
    size_t length = strlen(name);
    if (strncmp(name, "__", 2) == 0) /* a name that C reserves for the library */
        return true;
    if (length > 2 && length < sizeof plain && strcmp(name + length - 2, "64") == 0) {
        memcpy(plain, name, length - 2);
        plain[length -= 2] = '\0';
        name = plain;
    }
    for (size_t i = 0; i < sizeof prototypes / sizeof *prototypes; i++) {
        const char *names = prototypes[i].names;
        for (const char *at = strstr(names, name); at != NULL; at = strstr(at + 1, name))
            if (at[-1] == ' ' && at[length] == ' ')
                return strcmp(prototypes[i].shape, shape) == 0 ||
                       (shape[1] == '.' && shape[0] == prototypes[i].shape[0]);
    }
    return true;
}
