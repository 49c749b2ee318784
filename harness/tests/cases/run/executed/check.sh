# Counting ends where a program executes another one in its own place, in whichever way; one that it could not execute is none.
${CC:-cc} "$CASE/program.c" -o program || exit 1
for way in execl execlp execle execv execvp execvpe execve fexecve execveat; do
    "$HEAPMARK" run --out report -- ./program $way >said && [ "$(cat said)" = 'made it' ] || { echo "$way"; exit 1; }
    grep -q '^  allocs  *5 blocks' report && grep -q '^  counting ended there: it executed /.*/echo$' report || { echo "$way"; cat report; exit 1; }
done
"$HEAPMARK" run --out report -- ./program none && ! grep executed report || exit 1
"$HEAPMARK" run --out report -- ./program vfork >said && grep -q '^  allocs  *6 blocks' report && ! grep executed report || exit 1
"$HEAPMARK" run --json --out report -- ./program execv >said && grep -q '"executed": "/bin/echo"' report || exit 1
"$HEAPMARK" run --children --out report -- ./program execv >said && grep -q '^  it executed /bin/echo, counted below$' report &&
    [ "$(grep -c '^process' report)" = 2 ]
