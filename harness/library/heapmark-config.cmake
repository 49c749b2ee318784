# find_package(heapmark): the targets of an installed heapmark. Nothing here names the folder that it was installed to,
# so the whole tree may be moved.
#
#   heapmark::bench, heapmark::count   the library, shared
#   heapmark::static                   the same as an archive
#   heapmark::cmocka                   the library and CMocka, for <heapmark/cmocka.h>
#   heapmark::trace                    the tracer, for <heapmark/trace.h>, in place of the library
get_filename_component(heapmark_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
set(heapmark_libraries "${heapmark_prefix}/lib")
include(CMakeFindDependencyMacro)
find_dependency(Threads)

if(NOT TARGET heapmark::heapmark)
  add_library(heapmark::heapmark SHARED IMPORTED)
  set_target_properties(heapmark::heapmark PROPERTIES
    IMPORTED_LOCATION "${heapmark_libraries}/libheapmark.so"
    INTERFACE_INCLUDE_DIRECTORIES "${heapmark_prefix}/include")

  add_library(heapmark::static STATIC IMPORTED)
  set_target_properties(heapmark::static PROPERTIES
    IMPORTED_LOCATION "${heapmark_libraries}/libheapmark.a"
    INTERFACE_INCLUDE_DIRECTORIES "${heapmark_prefix}/include"
    INTERFACE_LINK_LIBRARIES "jansson;dw;elf;m;${CMAKE_DL_LIBS};Threads::Threads")

  foreach(heapmark_name bench count)
    add_library(heapmark::${heapmark_name} INTERFACE IMPORTED)
    set_target_properties(heapmark::${heapmark_name} PROPERTIES INTERFACE_LINK_LIBRARIES heapmark::heapmark)
  endforeach()
endif()

# CMocka before 1.1.6 has no target, and pkg-config may not be there.
if(NOT TARGET heapmark::cmocka)
  find_library(HEAPMARK_CMOCKA_LIBRARY cmocka)
  find_path(HEAPMARK_CMOCKA_INCLUDE cmocka.h)
  mark_as_advanced(HEAPMARK_CMOCKA_LIBRARY HEAPMARK_CMOCKA_INCLUDE)
  if(HEAPMARK_CMOCKA_LIBRARY AND HEAPMARK_CMOCKA_INCLUDE)
    add_library(heapmark::cmocka INTERFACE IMPORTED)
    set_target_properties(heapmark::cmocka PROPERTIES
      INTERFACE_INCLUDE_DIRECTORIES "${HEAPMARK_CMOCKA_INCLUDE}"
      INTERFACE_LINK_LIBRARIES "heapmark::heapmark;${HEAPMARK_CMOCKA_LIBRARY}")
    set(heapmark_cmocka_FOUND TRUE)
  endif()
else()
  set(heapmark_cmocka_FOUND TRUE)
endif()

set(heapmark_bench_FOUND TRUE)
set(heapmark_count_FOUND TRUE)
set(heapmark_static_FOUND TRUE)
if(EXISTS "${heapmark_libraries}/heapmark/libheapmark_trace.so")
  if(NOT TARGET heapmark::trace)
    add_library(heapmark::tracer SHARED IMPORTED)
    set_target_properties(heapmark::tracer PROPERTIES
      IMPORTED_LOCATION "${heapmark_libraries}/heapmark/libheapmark_trace.so"
      INTERFACE_INCLUDE_DIRECTORIES "${heapmark_prefix}/include")
    add_library(heapmark::trace STATIC IMPORTED)
    set_target_properties(heapmark::trace PROPERTIES
      IMPORTED_LOCATION "${heapmark_libraries}/libheapmark_traced_test.a"
      INTERFACE_LINK_LIBRARIES "heapmark::tracer;dw;elf")
  endif()
  set(heapmark_trace_FOUND TRUE)
endif()

foreach(heapmark_name ${heapmark_FIND_COMPONENTS})
  if(NOT heapmark_${heapmark_name}_FOUND AND heapmark_FIND_REQUIRED_${heapmark_name})
    set(heapmark_FOUND FALSE)
    set(heapmark_NOT_FOUND_MESSAGE "heapmark has no component ${heapmark_name} here (cmocka needs CMocka installed)")
  endif()
endforeach()
