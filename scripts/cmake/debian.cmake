# Before the Debian package is put together: copyright, changelog, manual pages that are compressed, and what lintian is
# to accept.
set(share ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share)
set(doc ${share}/doc/heapmark)
file(RENAME ${doc}/LICENSE ${doc}/copyright)
string(TIMESTAMP now "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE ${doc}/changelog "heapmark (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium

  * What changed is in CHANGELOG.md.

 -- ${CPACK_PACKAGE_CONTACT}  ${now}
")
file(GLOB pages ${share}/man/*/*)
execute_process(COMMAND gzip -9n ${doc}/changelog ${pages} COMMAND_ERROR_IS_FATAL ANY)
file(WRITE ${share}/lintian/overrides/heapmark "# A tool of Valgrind is static and loaded by Valgrind, which reads the symbols of it and of what it preloads.
heapmark: statically-linked-binary [usr/lib/heapmark/valgrind/*]
heapmark: unstripped-binary-or-object [usr/lib/heapmark/valgrind/*]
heapmark: shared-library-lacks-prerequisites [usr/lib/heapmark/valgrind/*]
# One package holds the command and the library.
heapmark: package-name-doesnt-match-sonames libheapmark0
heapmark: link-to-shared-library-in-wrong-package *
")
