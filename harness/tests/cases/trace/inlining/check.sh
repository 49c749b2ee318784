# Frames are those of the source, also where the compiler inlines a part of a function, or one beside its own copy.
status=0
judge() { # SOURCE VERDICTS COMPILER FLAGS...: what the traced program must say, line by line
    source=$1 verdicts=$2
    shift 2
    "$1" -g -fno-builtin -finstrument-functions -fno-omit-frame-pointer "${@:2}" "$CASE/$source" -o program || exit 1
    "$HEAPMARK" trace ./program >said || exit 1
    while read -r verdict; do
        grep -q "$verdict" said || { echo "$* $source: no '$verdict' in"; cat said; status=1; }
    done <<<"$verdicts"
}
late='malloc(40) not seen to escape make_two (3 of 3)
malloc(24) outlives make_block: lives in use, 2 frames up'
hooks=(-include heapmark/hooks.h -I "$CASE/../../../../include")
for cc in gcc clang; do
    command -v $cc >/dev/null || continue
    for level in -O0 -O1 -O2 -O3 -Os; do
        judge partial.c 'malloc(24) outlives keep: lives in walk, 1 frame up' $cc $level
        judge partial.c 'malloc(24) outlives keep: lives in walk, 1 frame up' $cc $level "${hooks[@]}"
        judge near.c 'malloc(40) outlives make_block: lives in use, 2 frames up' $cc $level
        judge near.c 'malloc(40) outlives make_block: lives in use, 2 frames up' $cc $level "${hooks[@]}"
        judge late.c "$late" $cc $level
        judge late.c "$late" $cc $level -fomit-frame-pointer
    done
done
printf '#include <string>\nint main() { std::string s("a"); s += "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"; std::string t = std::move(s); return t.empty(); }\n' >s.cc
for cxx in g++ clang++; do
    command -v $cxx >/dev/null || continue
    "$HEAPMARK" trace --cc=$cxx -std=c++17 s.cc >said 2>&1 || { echo $cxx; cat said; status=1; }
done
exit $status
