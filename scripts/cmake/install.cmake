# What `make install` puts where. The tool finds its parts beside itself: see harness/tool/cli/paths.h. Stripped, so that
# nothing names the folder it was built in.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(CODE "set(CMAKE_INSTALL_DO_STRIP TRUE)")
if(HM_WITH_TOOL)
  install(TARGETS heapmark_tool RUNTIME)
  install(TARGETS heapmark heapmark_malloc ARCHIVE DESTINATION lib)
endif()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/harness/include/heapmark TYPE INCLUDE)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
  TYPE DOC)
foreach(library heapmark_preload heapmark_trace)
  if(TARGET ${library})
    install(TARGETS ${library} LIBRARY DESTINATION lib/heapmark)
  endif()
endforeach()
if(TARGET heapmark_escape)
  install(TARGETS heapmark_escape RUNTIME DESTINATION libexec/heapmark)
endif()
if(TARGET heapmark_valgrind)
  install(DIRECTORY ${PROJECT_BINARY_DIR}/lib/heapmark/valgrind DESTINATION lib/heapmark USE_SOURCE_PERMISSIONS)
endif()

# The library of other projects, and how they find it.
if(TARGET heapmark_shared)
  set(library ${PROJECT_SOURCE_DIR}/harness/library)
  install(TARGETS heapmark_shared LIBRARY DESTINATION lib)
  if(TARGET heapmark_traced_test)
    install(TARGETS heapmark_traced_test ARCHIVE DESTINATION lib)
  endif()
  install(FILES ${PROJECT_BINARY_DIR}/lib/libheapmark.a DESTINATION lib)
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/heapmark-config-version.cmake COMPATIBILITY SameMajorVersion)
  configure_file(${library}/heapmark-config.cmake.in ${PROJECT_BINARY_DIR}/heapmark-config.cmake @ONLY)
  list(JOIN HM_STATIC_LIBRARIES " -l" HM_STATIC_FLAGS)
  set(HM_STATIC_FLAGS "-l${HM_STATIC_FLAGS}")
  install(FILES ${PROJECT_BINARY_DIR}/heapmark-config.cmake ${PROJECT_BINARY_DIR}/heapmark-config-version.cmake
    ${library}/hm_traced.cmake DESTINATION lib/cmake/heapmark)
  foreach(name heapmark heapmark-cmocka heapmark-trace)
    configure_file(${library}/${name}.pc.in ${PROJECT_BINARY_DIR}/${name}.pc @ONLY)
    install(FILES ${PROJECT_BINARY_DIR}/${name}.pc DESTINATION lib/pkgconfig)
  endforeach()
endif()
# Manual pages: of the headers by scripts/man-headers, of the tool by scripts/man.
file(GLOB headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/harness/include/heapmark/*.h)
add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/man/headers
  COMMAND ${PROJECT_SOURCE_DIR}/scripts/man-headers ${PROJECT_BINARY_DIR}/man
  COMMAND ${CMAKE_COMMAND} -E touch ${PROJECT_BINARY_DIR}/man/headers
  DEPENDS ${headers} ${PROJECT_SOURCE_DIR}/scripts/man-headers VERBATIM)
set(pages ${PROJECT_BINARY_DIR}/man/headers)
if(HM_WITH_TOOL)
  file(GLOB reference CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/reference/*.md)
  add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/man/verbs
    COMMAND ${PROJECT_SOURCE_DIR}/scripts/man ${PROJECT_BINARY_DIR}/man ${PROJECT_VERSION}
    COMMAND ${CMAKE_COMMAND} -E touch ${PROJECT_BINARY_DIR}/man/verbs
    DEPENDS ${reference} ${PROJECT_SOURCE_DIR}/harness/tool/verbs.c ${PROJECT_SOURCE_DIR}/scripts/man VERBATIM)
  list(APPEND pages ${PROJECT_BINARY_DIR}/man/verbs)
endif()
add_custom_target(heapmark_man ALL DEPENDS ${pages})
foreach(section 1 3)
  install(DIRECTORY ${PROJECT_BINARY_DIR}/man/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section}
    FILES_MATCHING PATTERN "*.${section}")
endforeach()

if(HM_WITH_TOOL)
  set(completion ${PROJECT_SOURCE_DIR}/harness/completion)
  install(FILES ${completion}/heapmark.bash DESTINATION share/bash-completion/completions RENAME heapmark)
  install(FILES ${completion}/_heapmark DESTINATION share/zsh/site-functions)
  install(FILES ${completion}/heapmark.fish DESTINATION share/fish/vendor_completions.d)
endif()

# CMake strips what it links; archives and the Valgrind tool name the build folder in their debug information too.
install(CODE "
  file(GLOB unstripped \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/lib/libheapmark*.a\"
    \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/lib/heapmark/valgrind/*heapmark-*\")
  execute_process(COMMAND \"${CMAKE_STRIP}\" --strip-debug \${unstripped} COMMAND_ERROR_IS_FATAL ANY)")
add_custom_target(uninstall COMMAND ${CMAKE_COMMAND} -DBUILD=${PROJECT_BINARY_DIR}
  -P ${PROJECT_SOURCE_DIR}/harness/library/uninstall.cmake)

# cpack: a tarball, and a Debian package where dpkg is there.
set(CPACK_PACKAGE_NAME heapmark)
set(CPACK_PACKAGE_VENDOR heapmark)
set(CPACK_PACKAGE_CONTACT "heapmark maintainers <maintainers@heapmark.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "allocs/op for C, and where a heap block could have lived")
set(CPACK_PACKAGE_DESCRIPTION
"Benchmarks and tests that count heap blocks exactly, a command that counts
the blocks of any program, and traces that tell in which stack frame a block
could have lived.")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_GENERATOR TGZ)
find_program(HM_DPKG dpkg)
find_program(HM_GZIP gzip)
mark_as_advanced(HM_DPKG HM_GZIP)
if(HM_DPKG AND HM_GZIP)
  list(APPEND CPACK_GENERATOR DEB)
endif()
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What dpkg runs for a shared library, and what packages that link it depend on.
file(WRITE ${PROJECT_BINARY_DIR}/debian/triggers "activate-noawait ldconfig\n")
file(WRITE ${PROJECT_BINARY_DIR}/debian/shlibs
  "libheapmark ${PROJECT_VERSION_MAJOR} heapmark (>= ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})\n")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${PROJECT_BINARY_DIR}/debian/triggers ${PROJECT_BINARY_DIR}/debian/shlibs)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PROJECT_CONFIG_FILE ${PROJECT_SOURCE_DIR}/scripts/cmake/cpack.cmake)
include(CPack)
