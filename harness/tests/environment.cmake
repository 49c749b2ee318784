# ctest reads this before it runs a test: the environment of whoever starts the suite decides nothing of what it finds.
# Kept are where programs are (PATH, HOME, LD_LIBRARY_PATH), how to compile (CC, CXX, CFLAGS ...) and the network.

# How programs write: width, colour, language.
foreach(name COLUMNS LINES NO_COLOR CLICOLOR CLICOLOR_FORCE FORCE_COLOR GCC_COLORS GREP_COLORS GREP_OPTIONS LANGUAGE
    POSIXLY_CORRECT)
  unset(ENV{${name}})
endforeach()
set(ENV{LC_ALL} C.UTF-8)

# A suite below make, in a hook of git, or while a package is made. Shells read files that these name.
foreach(name MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES DESTDIR GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_PREFIX
    GIT_OBJECT_DIRECTORY SOURCE_DATE_EPOCH BASH_ENV ENV CDPATH)
  unset(ENV{${name}})
endforeach()

# What is in front of malloc, and how it behaves.
foreach(name LD_PRELOAD LD_AUDIT LD_DEBUG LD_BIND_NOW GLIBC_TUNABLES MALLOC_CONF MALLOC_PERTURB_ MALLOC_CHECK_
    MALLOC_ARENA_MAX VALGRIND_OPTS VALGRIND_LIB DEBUGINFOD_URLS HEAPMARK HEAPMARK_ALLOCATOR HEAPMARK_FAIL_AT
    HEAPMARK_BASELINE HEAPMARK_PART HEAPMARK_REPORT HEAPMARK_WALL HEAPMARK_MINE GITHUB_STEP_SUMMARY REDIS_TCP REDIS_SOCKET)
  unset(ENV{${name}})
endforeach()

# Scripts write commands with the names of their files. Tests of such names make them themselves.
if("$ENV{TMPDIR}" MATCHES "[^A-Za-z0-9_./@%+=-]")
  set(ENV{TMPDIR} /tmp)
endif()
