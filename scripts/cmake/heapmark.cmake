# The one place where compiler flags are set. The other CMake files only list what exists.

# Flags every target of the project shares.
function(hm_target name)
  target_compile_features(${name} PUBLIC c_std_11)
  set_target_properties(${name} PROPERTIES C_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
  target_compile_definitions(${name} PRIVATE _GNU_SOURCE)
  target_compile_options(${name} PRIVATE -Wall -Wextra -Wpedantic -Wshadow
    $<$<COMPILE_LANGUAGE:C>:-Wmissing-prototypes>
    -Wconversion -Wno-sign-conversion -Wvla -fno-omit-frame-pointer
    # Valgrind 3.19 ends when it meets the DWARF 5 of clang.
    $<$<AND:$<C_COMPILER_ID:Clang>,$<CONFIG:Debug,RelWithDebInfo>>:-gdwarf-4>
    $<$<BOOL:${HM_DEVELOP}>:-Werror>)
  if(HM_SANITIZE)
    target_compile_options(${name} PRIVATE -fsanitize=${HM_SANITIZE} -fno-sanitize-recover=undefined)
    target_link_options(${name} PUBLIC -fsanitize=${HM_SANITIZE})
    target_compile_definitions(${name} PRIVATE HM_SANITIZED=1)
  endif()
endfunction()

# One room of harness/src: an object library of all its C files.
function(hm_room room)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/src/${room}/*.c)
  if(NOT sources)
    return()
  endif()
  add_library(hm_${room} OBJECT ${sources})
  target_include_directories(hm_${room} PUBLIC ${PROJECT_SOURCE_DIR}/harness/include
    PRIVATE ${PROJECT_SOURCE_DIR}/harness/src)
  target_link_libraries(hm_${room} PRIVATE ${ARGN})
  hm_target(hm_${room})
endfunction()

# One room of harness/tool: the library tool_ROOM of all its C files, on top of the rooms it names.
function(hm_tool_room room)
  file(GLOB HM_ROOM_SOURCES CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/harness/tool/${room}/*.c)
  set(HM_ROOM_SOURCES ${HM_ROOM_SOURCES} PARENT_SCOPE)
  string(REPLACE / _ name tool_${room})
  add_library(${name} STATIC ${HM_ROOM_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/harness/tool ${PROJECT_SOURCE_DIR}/harness/src)
  list(TRANSFORM ARGN PREPEND tool_)
  target_link_libraries(${name} PUBLIC heapmark::harness ${ARGN})
  hm_target(${name})
endfunction()

# HM_AS_WRITTEN keeps every allocation that the source writes: what the claims of the demos are about. HM_TRACED is
# what `heapmark trace` needs in addition. The tool compiles with the same list.
set(HM_FLAGS ${CMAKE_CURRENT_LIST_DIR}/../../harness/tool/process/flags.def)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${HM_FLAGS})
foreach(list AS_WRITTEN TRACED)
  file(STRINGS ${HM_FLAGS} lines REGEX "^${list}\\(")
  string(REGEX REPLACE "${list}\\(\"([^\"]*)\"\\)" "\\1" HM_${list} "${lines}")
endforeach()

# A program that counts its own allocations: the harness, and `malloc` defined in the executable.
# A sanitizer brings a malloc of its own, so there the counting columns are absent.
function(hm_counted name)
  target_link_libraries(${name} PRIVATE heapmark::harness)
  if(NOT HM_SANITIZE)
    target_link_libraries(${name} PRIVATE heapmark::interpose)
  endif()
  hm_target(${name})
endfunction()

# Nothing counts under a sanitizer, so there no claim can be checked.
if(NOT HM_SANITIZE)
  set(HM_CHECK --check)
endif()

# A property, because a project around this one calls hm_traced(), too, and does not see the variables of this folder.
set_property(GLOBAL PROPERTY HM_TRACED_FLAGS ${HM_TRACED} ${HM_AS_WRITTEN})
include(${CMAKE_CURRENT_LIST_DIR}/../../harness/library/hm_traced.cmake)

# hm_demo(NAME SOURCES...): a demo is a benchmark program and a test of its own claims, built three times:
# NAME as written, NAME_optimised with no barrier between the optimiser and malloc, NAME_traced.
function(hm_demo name)
  foreach(flavour ${name} ${name}_optimised)
    add_executable(${flavour} ${ARGN})
    target_link_libraries(${flavour} PRIVATE demo_common)
    hm_counted(${flavour})
  endforeach()
  target_compile_options(${name} PRIVATE ${HM_AS_WRITTEN})
  add_test(NAME demo.${name} COMMAND ${name} ${HM_CHECK} --benchtime=100x)
  hm_traced(${name}_traced ${ARGN} $<TARGET_PROPERTY:demo_common,SOURCES>)
  hm_target(${name}_traced)
  target_include_directories(${name}_traced PRIVATE ${PROJECT_SOURCE_DIR}/demos)
  set_property(GLOBAL APPEND PROPERTY HM_DEMOS $<TARGET_FILE:${name}>)
  if(COMMAND hm_sweep_demo)
    hm_sweep_demo(${name})
  endif()
endfunction()

# `make check` runs what is labelled unit: all CMocka programs but these, which take a second or more each because they
# start compilers, Valgrind or sandboxes.
set(HM_SLOW_TESTS test_bench_main test_escape test_escape_trace test_explain_project test_grade_cmd_grade
  test_grade_second test_grade_student_path test_grade_style test_grade_watch test_ladder_predict_lesson
  test_process_sandbox test_run_cmd_run test_run_dhat test_run_lines test_symbols test_trace_cmd_trace
  test_trace_formats test_verbs test_verify_against_valgrind test_verify_cmd_verify)
function(hm_label_unit name)
  if(NOT name IN_LIST HM_SLOW_TESTS)
    set_property(TEST ${name} APPEND PROPERTY LABELS unit)
  endif()
endfunction()

# hm_skipped(NAME WHY): a test that cannot run on this machine, in the list of the tests that were skipped.
function(hm_skipped name why)
  add_test(NAME ${name} COMMAND sh -c "echo 'skipped: ${why}'; exit 77")
  set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77)
endfunction()

# hm_test(NAME SOURCES...): a CMocka program under the counting malloc.
function(hm_test name)
  add_executable(${name} ${ARGN})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/harness/src ${PROJECT_SOURCE_DIR}/harness/tool)
  target_link_libraries(${name} PRIVATE hm_cmocka)
  hm_counted(${name})
  target_compile_options(${name} PRIVATE ${HM_AS_WRITTEN})
  target_compile_definitions(${name} PRIVATE
    HM_SOURCE_DIR="${PROJECT_SOURCE_DIR}" HM_BUILD_DIR="${PROJECT_BINARY_DIR}")
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77)
  hm_label_unit(${name})
endfunction()
