/* host.c -- operating system, architecture and processor. */
#include "bench/host.h"

#include <stdio.h>
#include <string.h>

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

const char *hm_bench_goos(void)
{
#if defined(__linux__)
    return "linux";
#elif defined(__APPLE__)
    return "darwin";
#elif defined(__FreeBSD__)
    return "freebsd";
#else
    return "unknown";
#endif
}

const char *hm_bench_goarch(void)
{
#if defined(__x86_64__)
    return "amd64";
#elif defined(__i386__)
    return "386";
#elif defined(__aarch64__)
    return "arm64";
#elif defined(__arm__)
    return "arm";
#elif defined(__riscv) && __riscv_xlen == 64
    return "riscv64";
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
    return "ppc64le";
#elif defined(__s390x__)
    return "s390x";
#else
    return "unknown";
#endif
}

static void copy_trimmed(char *out, size_t size, const char *text)
{
    text += strspn(text, " \t");
    size_t length = strcspn(text, "\n");
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    snprintf(out, size, "%.*s", (int)length, text);
}

static void name_from_cpuid(char *out, size_t size)
{
    out[0] = '\0';
#if defined(__x86_64__) || defined(__i386__)
    unsigned words[13] = { 0 };
    if ((unsigned)__get_cpuid_max(0x80000000u, NULL) < 0x80000004u)
        return;
    for (unsigned i = 0; i < 3; i++)
        __get_cpuid(0x80000002u + i, &words[4 * i], &words[4 * i + 1], &words[4 * i + 2],
                    &words[4 * i + 3]);
    copy_trimmed(out, size, (const char *)words);
#else
    (void)size;
#endif
}

static void name_from_proc(char *out, size_t size)
{
    FILE *file = fopen("/proc/cpuinfo", "r");
    if (file == NULL)
        return;
    char line[512];
    while (out[0] == '\0' && fgets(line, sizeof line, file) != NULL) {
        char *colon = strchr(line, ':');
        if (strncmp(line, "model name", strlen("model name")) == 0 && colon != NULL)
            copy_trimmed(out, size, colon + 1);
    }
    fclose(file);
}

void hm_bench_cpu_name(char *out, size_t size)
{
    name_from_cpuid(out, size);
    if (out[0] == '\0')
        name_from_proc(out, size);
}
