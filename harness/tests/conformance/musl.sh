#!/bin/sh
# musl.sh MUSL-GCC SOURCE-DIR BUILD-DIR -- builds the counted conformance program against musl.
set -eu
cc=$1 source=$2 build=$3
here=$source/harness/tests/conformance
flags="-std=c11 -D_GNU_SOURCE -O2 -g -fno-builtin -Wall -Wextra"

# shellcheck disable=SC2086 # flags are words
"$cc" $flags -shared -fPIC -o "$build/plugin_musl.so" "$here/plugin.c"
# shellcheck disable=SC2086
"$cc" $flags -I"$source/harness/include" -I"$source/harness/src" \
    -DCONFORMANCE_COUNTED=1 -DCONFORMANCE_PLUGIN="\"$build/plugin_musl.so\"" \
    -o "$build/conformance_musl" \
    "$here/main.c" "$here/family.c" "$here/inside.c" "$here/situations.c" "$here/no_cplusplus.c" \
    "$source"/harness/src/count/*.c "$source"/harness/src/interpose/*.c
