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
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md TYPE DOC)
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
  install(FILES ${library}/heapmark-config.cmake ${PROJECT_BINARY_DIR}/heapmark-config-version.cmake
    DESTINATION lib/cmake/heapmark)
  foreach(name heapmark heapmark-cmocka heapmark-trace)
    configure_file(${library}/${name}.pc.in ${PROJECT_BINARY_DIR}/${name}.pc @ONLY)
    install(FILES ${PROJECT_BINARY_DIR}/${name}.pc DESTINATION lib/pkgconfig)
  endforeach()
endif()
# CMake strips what it links; archives and the Valgrind tool name the build folder in their debug information too.
install(CODE "
  file(GLOB unstripped \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/lib/libheapmark*.a\"
    \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/lib/heapmark/valgrind/*heapmark-*\")
  execute_process(COMMAND \"${CMAKE_STRIP}\" --strip-debug \${unstripped} COMMAND_ERROR_IS_FATAL ANY)")
add_custom_target(uninstall COMMAND ${CMAKE_COMMAND} -DBUILD=${PROJECT_BINARY_DIR}
  -P ${PROJECT_SOURCE_DIR}/harness/library/uninstall.cmake)
