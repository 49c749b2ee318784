#!/usr/bin/env bash
# check.sh -- every JSON that heapmark writes keeps its schema (docs/reference/schemas), as a validator of others says.
#
#   check.sh BUILD SOURCE
#
# The validator is check-jsonschema, or Python's jsonschema. Exit status: 0, 1 a document does not fit, 77 no validator.
set -uo pipefail
build=$1 source=$2
heapmark=$build/bin/heapmark golden=$source/harness/tests/golden
if command -v check-jsonschema >/dev/null 2>&1; then
    validate() { check-jsonschema --schemafile "$@" >out.txt 2>&1; }
elif python3 -c 'import jsonschema' 2>/dev/null; then
    cat >"${TMPDIR:-/tmp}/validate.$$.py" <<'PY'
import json, sys, jsonschema
check = jsonschema.Draft7Validator(json.load(open(sys.argv[1])))
check.check_schema(check.schema)
bad = [(f, e) for f in sys.argv[2:] for e in check.iter_errors(json.load(open(f)))]
for f, e in bad[:5]:
    print(f, list(e.absolute_path), e.message[:300])
sys.exit(bool(bad))
PY
    validator=${TMPDIR:-/tmp}/validate.$$.py
    validate() { python3 "$validator" "$@" >out.txt 2>&1; }
else
    echo "skipped: there is neither check-jsonschema nor Python's jsonschema"
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work" "${validator:-}"' EXIT
cd "$work" || exit 2
failed=0
fits() { # SCHEMA FILES...: they fit, and do not when the schema they name is another
    local schema=$source/docs/reference/schemas/$1.json
    shift
    if validate "$schema" "$@"; then echo "ok: ${schema##*/}: $# documents"; else echo "WRONG: ${schema##*/}:"; cat out.txt; failed=1; fi
    sed 's/"schema": *"[^"]*"/"schema": "other\/1"/' "$1" >other.json
    if validate "$schema" other.json; then echo "WRONG: ${schema##*/} accepts another schema"; failed=1; fi
}

cat >program.c <<'C'
#include <stdlib.h>
#include <string.h>
static void *kept;
static void *box(size_t n) { return malloc(n); }
int main(void)
{
    char *text = strdup("text");
    text = realloc(text, 100);
    kept = box(5);
    free(box(16));
    free(text);
    return kept == 0;
}
C
${CC:-cc} -O1 -g -fno-builtin-malloc -o program program.c || exit 2

"$build/bin/greet" --benchtime=10x --sizes --format=json >bench.json
fits heapmark-bench-1 bench.json "$golden/report.json" "$golden/blind.json"

"$heapmark" trace --json=trace.json program.c
"$heapmark" trace --json=short.json --max-events=0 program.c
fits heapmark-trace-1 trace.json short.json "$golden"/trace/*.json

every=blocks,bytes,live,live-blocks,peak,peak-blocks
"$heapmark" run --json --out plain.json -- ./program
"$heapmark" run --top=all --sort=$every --json --out all.json -- ./program
"$heapmark" run --against=all.json --filter=box --json --out against.json -- ./program
"$heapmark" run --against=all.json --json --out other_program.json -- sh -c ':'
"$heapmark" run --children --sites --json --out children.json -- sh -c './program; exec ./program'
("$heapmark" run --json --out killed.json -- sh -c 'kill -9 $$') >/dev/null 2>&1
fits heapmark-run-1 plain.json all.json against.json other_program.json children.json killed.json

(cd "$golden/compare" && "$heapmark" compare --format=json three.bench old.bench new.bench >"$work/compare.json" 2>/dev/null)
"$heapmark" compare --format=json "$golden/compare/impls.bench" >impls.json
fits heapmark.compare-1 compare.json impls.json "$golden/compare/two.json"
"$heapmark" compare --save=kept.json --out=/dev/null "$golden/compare/kept.bench"
fits heapmark-baseline-1 kept.json "$golden/compare/kept.json"
fits heapmark.ladder-1 "$golden"/ladder/*.json
fits heapmark.explain-1 "$golden/explain/all.json"
"$heapmark" read-m --format=json "$golden/read_m/quadrants_go1.26.8.m" >flows.json
echo "./a.go:3:8: leaking param: p to result ~r0 level=0" >param.m
"$heapmark" read-m --all --format=json param.m >param.json
fits heapmark.read-m-1 flows.json param.json "$golden/read_m/seed_three.json" "$golden/go/tiny.json"

if [ -x "$build/bin/heapmark-escape" ]; then
    "$heapmark" escape --json program.c >escape.json
    "$heapmark" escape --json --no-o2 "$source/harness/tests/escape/hooks.c" >hooks.json
    fits heapmark-escape-1 escape.json hooks.json
    project=$source/harness/tests/explain_project
    ${CC:-cc} -O1 -g -finstrument-functions -fno-omit-frame-pointer -o project "$project"/*.c &&
        "$heapmark" explain -p "$project" --format=json -- ./project >project.json
    mkdir noted && echo '[{"directory": ".", "file": "f.c", "command": "cc -c f.c"}]' >noted/compile_commands.json
    cat >noted/f.c <<'END'
#include <stdlib.h>
int main(int n, char **words)
{
    int *p = malloc(sizeof *p);
    *p = n;
    if (n > 1)
        return words != NULL;
    n = *p;
    free(p);
    return n - 1;
}
END
    ${CC:-cc} -O1 -g -finstrument-functions -fno-omit-frame-pointer -o noted/program noted/f.c &&
        "$heapmark" explain -p noted --format=json -- noted/program >noted.json
    grep -q '"note": "' noted.json || { echo "no note in noted.json" && exit 1; }
    fits heapmark.explain-project-1 project.json noted.json
else
    echo "skipped: heapmark escape was built without LLVM"
fi

mkdir student
printf 'predicted: 3\nobserved: 0\nbecause: it is a value\n' >student/01_vec3.txt
(cd "$source" && "$heapmark" grade --exercise 1 --out "$work/marks" "$work/student" >/dev/null 2>"$work/grade.err")
if [ -e marks/grade.json ]; then fits heapmark-grade-1 marks/grade.json; else echo "skipped: heapmark grade: $(head -1 grade.err)"; fi
if command -v check-jsonschema >/dev/null 2>&1; then
    check-jsonschema --builtin-schema vendor.github-workflows "$source/docs/how-to/ci/allocations.yml" >out.txt 2>&1 ||
        { cat out.txt; failed=1; }
fi
exit $failed
