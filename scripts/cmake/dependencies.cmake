# What the project stands on, each as one target. scripts/bootstrap installs what is missing.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

function(hm_pkg target module)
  pkg_check_modules(${target} REQUIRED IMPORTED_TARGET GLOBAL ${module})
  add_library(${target} INTERFACE)
  target_link_libraries(${target} INTERFACE PkgConfig::${target})
endfunction()

hm_pkg(hm_jemalloc jemalloc)
hm_pkg(hm_jansson jansson)
hm_pkg(hm_libdw libdw)
hm_pkg(hm_libelf libelf)
# libiberty has no module. Without it names of C++ and Rust stay mangled.
add_library(hm_libiberty INTERFACE)
find_library(HM_LIBIBERTY libiberty.a)
if(HM_LIBIBERTY)
  target_link_libraries(hm_libiberty INTERFACE ${HM_LIBIBERTY})
  target_compile_definitions(hm_libiberty INTERFACE HM_LIBIBERTY)
else()
  message(STATUS "names of C++ and Rust stay mangled: no libiberty found (libiberty-dev, binutils-devel)")
endif()
if(HM_TOP_LEVEL) # tests and demos
  hm_pkg(hm_cmocka cmocka)
  hm_pkg(hm_hiredis hiredis)
  hm_pkg(hm_gc bdw-gc)
endif()
