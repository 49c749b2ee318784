# Find the LLVM that `heapmark escape` stands on, and the clang that belongs to it.
#
# -DLLVM_DIR=$(llvm-config-19 --cmakedir) chooses one. Otherwise the system's default is taken, then
# the newest below /usr/lib: find_package alone picks neither. Sets HM_LLVM_FOUND and HM_CLANG.
set(HM_LLVM_FOUND FALSE)
set(hm_llvm_oldest 14)
set(hm_llvm_newest 22) # the newest tried; newer ones get a warning

if(NOT HM_WITH_LLVM)
  message(STATUS "heapmark escape: off (HM_WITH_LLVM)")
  return()
endif()

if(NOT LLVM_DIR)
  find_program(HM_LLVM_CONFIG llvm-config)
  if(HM_LLVM_CONFIG)
    execute_process(COMMAND ${HM_LLVM_CONFIG} --cmakedir OUTPUT_VARIABLE hm_hint
      OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  endif()
  if(NOT hm_hint OR NOT EXISTS "${hm_hint}/LLVMConfig.cmake")
    file(GLOB hm_hints /usr/lib/llvm-*/lib/cmake/llvm)
    list(SORT hm_hints COMPARE NATURAL ORDER DESCENDING)
    set(hm_hint "")
    if(hm_hints)
      list(GET hm_hints 0 hm_hint)
    endif()
  endif()
endif()
find_package(LLVM CONFIG QUIET HINTS ${hm_hint})

if(NOT LLVM_FOUND)
  message(STATUS "heapmark escape: not built, no LLVM found (llvm-dev; -DLLVM_DIR=... says where)")
elseif(LLVM_VERSION_MAJOR LESS hm_llvm_oldest)
  message(WARNING "heapmark escape: not built, LLVM ${LLVM_PACKAGE_VERSION} is older than ${hm_llvm_oldest}")
elseif(NOT TARGET LLVM)
  message(WARNING "heapmark escape: not built, ${LLVM_DIR} has no shared libLLVM")
else()
  if(LLVM_VERSION_MAJOR GREATER hm_llvm_newest)
    message(WARNING "heapmark escape: LLVM ${LLVM_PACKAGE_VERSION} is newer than ${hm_llvm_newest}, the newest tried")
  endif()
  set(HM_LLVM_FOUND TRUE)
  set(HM_CLANG "${LLVM_TOOLS_BINARY_DIR}/clang")
  if(NOT EXISTS "${HM_CLANG}")
    set(HM_CLANG "clang-${LLVM_VERSION_MAJOR}")
  endif()
  message(STATUS "heapmark escape: LLVM ${LLVM_PACKAGE_VERSION}, ${HM_CLANG}")
endif()
