# Find what a Valgrind tool is built from: headers for tools, the core as archives, and what the
# core loads into programs. Debian's package `valgrind` has them all.
#
# Sets HM_VALGRIND_FOUND, and then HM_VALGRIND_{INCLUDE,LIBRARIES,LIBEXEC,ADDRESS,VERSION}; and HM_VALGRIND_UNTRIED to a
# version that was not tried.
set(HM_VALGRIND_FOUND FALSE)
set(hm_valgrind_tried 3.19) # the versions tried

if(NOT HM_WITH_VALGRIND)
  set(hm_valgrind_missing "off (HM_WITH_VALGRIND)")
elseif(HM_SANITIZE)
  set(hm_valgrind_missing "not built with sanitizers")
elseif(NOT CMAKE_SYSTEM_PROCESSOR STREQUAL x86_64)
  set(hm_valgrind_missing "not built, only x86-64 is supported")
else()
  find_package(PkgConfig QUIET)
  if(PkgConfig_FOUND)
    pkg_check_modules(HM_VALGRIND_PC QUIET valgrind)
    pkg_get_variable(HM_VALGRIND_ADDRESS valgrind valt_load_address)
    pkg_get_variable(hm_valgrind_libdir valgrind libdir)
    pkg_get_variable(hm_valgrind_prefix valgrind prefix)
    set(HM_VALGRIND_VERSION ${HM_VALGRIND_PC_VERSION})
  endif()
  find_path(HM_VALGRIND_INCLUDE pub_tool_tooliface.h PATH_SUFFIXES valgrind)
  find_path(HM_VALGRIND_LIBRARIES libcoregrind-amd64-linux.a HINTS ${hm_valgrind_libdir}/valgrind
    PATHS /usr/lib/valgrind /usr/lib64/valgrind NO_CMAKE_PATH)
  find_path(HM_VALGRIND_LIBEXEC vgpreload_core-amd64-linux.so HINTS ${hm_valgrind_prefix}/libexec/valgrind
    PATHS /usr/libexec/valgrind /usr/lib/valgrind /usr/lib64/valgrind NO_CMAKE_PATH)
  if(NOT HM_VALGRIND_ADDRESS OR NOT HM_VALGRIND_INCLUDE)
    set(hm_valgrind_missing "not built, no Valgrind headers for tools found (package valgrind, or valgrind-devel)")
  elseif(NOT HM_VALGRIND_LIBRARIES OR NOT HM_VALGRIND_LIBEXEC)
    set(hm_valgrind_missing "not built, no libcoregrind-amd64-linux.a or vgpreload_core found beside Valgrind's headers")
  else()
    set(HM_VALGRIND_FOUND TRUE)
  endif()
endif()

if(HM_VALGRIND_FOUND)
  string(REGEX MATCH "^[0-9]+[.][0-9]+" hm_valgrind_series "${HM_VALGRIND_VERSION}")
  if(hm_valgrind_series IN_LIST hm_valgrind_tried)
    message(STATUS "heapmark trace --any: Valgrind ${HM_VALGRIND_VERSION}")
  else()
    message(STATUS "heapmark trace --any: Valgrind ${HM_VALGRIND_VERSION}, a version not tried yet")
    set(HM_VALGRIND_UNTRIED ${HM_VALGRIND_VERSION})
  endif()
else()
  message(STATUS "heapmark trace --any: ${hm_valgrind_missing}")
endif()
