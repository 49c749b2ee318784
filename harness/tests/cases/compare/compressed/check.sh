# A compressed file is named as such, in one line; what only begins with the letters of one is read.
printf 'BenchmarkOne 1 1 allocs/op\n' >plain.txt
check() { # NAME, with the file's first bytes on the standard input
    cat - plain.txt >packed
    "$HEAPMARK" compare plain.txt packed >out 2>said
    [ $? = 2 ] && [ "$(cat said)" = "heapmark compare: packed: expected benchmark text, found a file of $1" ] && grep -q '^One' out || { cat said; exit 1; }
}
printf '\037\213\b\0' | check gzip
printf '\3757zXZ\0' | check xz
printf '(\265/\375\n' | check zstd
printf 'BZh91AY' | check bzip2
printf 'PK\003\004' | check zip
gzip -c plain.txt | "$HEAPMARK" compare - 2>said
[ $? = 2 ] && grep -q '<stdin>: expected benchmark text, found a file of gzip' said || exit 1
{ echo 'PKG: x'; cat plain.txt; } | "$HEAPMARK" compare - | grep -q '^One'
