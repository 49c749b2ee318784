/* demangle.h -- the name of a C++ or Rust function as its source writes it. */
#ifndef HM_SYMBOLS_DEMANGLE_H
#define HM_SYMBOLS_DEMANGLE_H

/* Without parameters and return type: `std::string::_M_create` for `_ZNSs9_M_createERmm`. Owned by
 * the caller. NULL: it is not mangled, there is no memory, or heapmark was built without
 * libiberty. */
char *symbols_demangle(const char *name);

#endif
