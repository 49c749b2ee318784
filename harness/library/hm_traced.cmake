# hm_traced(NAME SOURCES...): a benchmark program for `heapmark trace NAME`, whose main() calls hm_main(). It is compiled
# so that the tracer sees each call, and has no malloc of its own: the tracer brings one. Installed with the package.
function(hm_traced name)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE heapmark::harness)
  get_property(flags GLOBAL PROPERTY HM_TRACED_FLAGS)
  target_compile_options(${name} PRIVATE ${flags})
endfunction()
