# -json=0,DIR names its files by the base name of a source: what is inlined from another package's log.go takes the
# place of the package's own log.go.
mkdir -p src/own src/other dir/own
touch src/own/a.go src/own/b.go src/own/log.go src/other/log.go
for file in own/a.go own/b.go other/log.go; do
    printf '{"version":0,"package":"own","goos":"linux","goarch":"amd64","gc_version":"go1.26.8","file":"%s"}\n' \
        "$PWD/src/$file" >"dir/own/$(basename "$file" .go).json"
done
"$HEAPMARK" read-m dir 2>error
[ $? -eq 2 ] && cat error && grep -q "what Go said of .*/src/own/log.go is lost: .*/src/other/log.go" error || exit 1
rm src/own/log.go
"$HEAPMARK" read-m dir
