/* version.h -- the version of these headers, and that of the library that the program runs with.
 *
 *     if (hm_version() < HM_VERSION)
 *         return puts("the library is older than the headers");
 *
 * Within a major version nothing is taken away: a program runs with any library whose minor version
 * is not lower than that of the headers it was compiled with. hm_main() and hm_expect_begin() look
 * at this themselves and say so when it does not hold. */
#ifndef HEAPMARK_VERSION_H
#define HEAPMARK_VERSION_H

#define HM_VERSION_MAJOR 0
#define HM_VERSION_MINOR 1
#define HM_VERSION_PATCH 0

/* 10203 is version 1.2.3. */
#define HM_VERSION (HM_VERSION_MAJOR * 10000 + HM_VERSION_MINOR * 100 + HM_VERSION_PATCH)

#ifdef __cplusplus
extern "C" {
#endif

/* HM_VERSION of the library. */
int hm_version(void);

/* NULL if a program compiled with headers of version `headers` may use this library; else what is
 * wrong, as one clause. Storage of the calling thread, until its next call. */
const char *hm_version_problem(int headers);

#ifdef __cplusplus
}
#endif
#endif
