#!/usr/bin/env bash
# benchstat_rows.sh HEAPMARK [FILE...] -- `heapmark compare` and benchstat give the same rows for the same files and
# the same -filter, -table, -row, -col and -ignore: of generated files, or of the FILEs given.
#
# The benchstat is $BENCHSTAT, else of the version below, fetched with Go. What differs on purpose is left out by what
# the files hold: counted units are said to be exact, samples of unequal size have no values in common, and no base is 0.
# Exit status: 0 equal, 1 not, 77 skipped: benchstat is not available.
set -euo pipefail
version=v0.0.0-20260908200009-22c9c6c9d4da
heapmark=$(realpath "$1")
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
skip() { echo "benchstat_rows: $1; not asked"; exit 77; }

benchstat=${BENCHSTAT:-$work/benchstat}
if [ ! -x "$benchstat" ]; then
    command -v go >/dev/null || skip 'neither $BENCHSTAT nor Go is here'
    GOBIN=$work GOTOOLCHAIN=local timeout 60 go install "golang.org/x/perf/cmd/benchstat@$version" 2>"$work/err" ||
        skip "it cannot be fetched: $(tail -n 1 "$work/err")"
fi

# A file of 2 packages, 12 names, 3 units and 1 to 3 runs: never 24 values in a cell, for which the intervals differ.
# The numbers are its own: each awk has another rand().
generate() { # SEED
    awk -v seed="$1" 'function random() { state = state * 16807 % 2147483647; return state / 2147483647 }
    BEGIN {
        state = seed * 7919
        runs = 1 + int(random() * 3); base = 1 + int(random() * 3); names = split("Copy Move Sort", name, " ")
        print "Unit allocs/op assume=exact"
        for (p = 1; p <= 2; p++) {
            printf "goos: linux\ngoarch: %s\npkg: ex.org/p%d\ncommit: %d\n", random() < 0.5 ? "amd64" : "arm64", p, seed % 3
            for (r = 0; r < runs; r++) for (n = 1; n <= names; n++) for (s = 1; s <= 4; s *= 2) for (f = 0; f < 2; f++) {
                if (random() < 0.1) continue
                printf "Benchmark%s/size=%dk/format=%s%s\t%d\t%.6f ns/op\t%.6f MB/s\t%d allocs/op\n", name[n], s, f ? "json" : "gob",
                    random() < 0.5 ? "-8" : "", 1000, 100 * base * s * (1 + random()), 10 * n * (1 + random()), n + f + base
            }
        } }'
}

fields='function cut(line,  n, rest, i) { # the fields of CSV
    n = 0; rest = line; delete f
    while (1) {
        n++
        if (substr(rest, 1, 1) == "\"") { i = index(substr(rest, 2), "\""); f[n] = substr(rest, 2, i - 1); rest = substr(rest, i + 2) }
        else { i = index(rest, ","); f[n] = i ? substr(rest, 1, i - 1) : rest; rest = i ? substr(rest, i) : "" }
        if (rest == "") return n
        rest = substr(rest, 2)
    }
}
'
# "unit|row|column|center|spread|change|p" of the CSV of each: numbers to 9 digits, p to 3. Of the same unit there may be
# several tables, in another order, so lines are sorted; where there is one table, $order is cat. Of a table with one row,
# benchstat has the geomean in CSV alone, and we have none.
order="sort"
of_benchstat() {
    awk "$fields"'
        { n = cut($0) }
        n == 1 { if ($0 == "") { heads = 0; delete label }; next }
        f[1] == "" && f[3] == "CI" { unit = f[2]; rows = 0; next }
        f[1] == "" { for (i = 2; i <= n; i++) if (f[i] != "") label[i] = label[i] (label[i] != "" ? " " : "") f[i]; next }
        f[1] == "geomean" && rows < 2 { next }
        { rows++
          for (i = 2; i <= n; i += i == 2 ? 2 : 4) {
            if (f[i] == "" && (i == 2 || f[i + 2] == "")) continue
            if (f[1] == "geomean" && f[i] == "" && f[i + 2] == "?") continue
            change = i == 2 ? "" : f[i + 2]; p = i == 2 ? "" : f[i + 3]
            sub(/ ?n=.*/, "", p); sub(/^p=/, "", p)
            printf "%s|%s|%s|%s|%s|%s|%s\n", unit, f[1], label[i], f[i] == "" ? "" : sprintf("%.9g", f[i]), f[1] == "geomean" ? "" : f[i + 1],
                f[1] == "geomean" && change == "?" ? "" : change, p
        } }' | $order
}
of_heapmark() {
    awk "$fields"'
        function sign(x) { return (x > 0) - (x < 0) }
        function spread(c, low, high,  up, down) {
            if (low == "" || high == "") return "∞"
            if (sign(c) != sign(low) || sign(c) != sign(high)) return "?"
            if (c == 0) return "0%"
            up = high / c - 1; down = 1 - low / c
            return sprintf("%.0f%%", 100 * (up > down ? up : down))
        }
        NR > 1 {
            n = cut($0)
            change = f[11] == "no" && f[10] != "" ? "~" : f[9] == "" ? "" : f[9] + 0 == 0 && f[3] != "geomean" ? "0.00%" : sprintf("%+.2f%%", f[9])
            if (f[3] == "geomean" && f[5] == "" && change == "") next # undefined; benchstat has no such field
            range = f[3] == "geomean" ? "" : spread(f[5], f[6], f[7])
            printf "%s|%s|%s|%s|%s|%s|%s\n", f[2], f[3], f[4], f[5] == "" ? "" : sprintf("%.9g", f[5]), range, change, f[10] == "" ? "" : sprintf("%.3f", f[10])
        }' | $order
}

status=0 compared=0
check() { # FILES -- OPTIONS with one dash
    local files=() options=() ours=()
    while [ "$1" != -- ]; do files+=("$1"); shift; done
    shift
    options=("$@")
    while [ $# -gt 0 ]; do ours+=("-$1" "$2"); shift 2; done
    "$benchstat" "${options[@]}" -format csv "${files[@]}" 2>/dev/null | of_benchstat >"$work/want"
    "$heapmark" compare "${ours[@]}" --format=csv "${files[@]}" 2>"$work/err" | of_heapmark >"$work/got" ||
        grep -q 'no result matches' "$work/err" || status=1
    compared=$((compared + $(wc -l <"$work/want")))
    cmp -s "$work/want" "$work/got" && return
    echo "differs: ${options[*]} ${files[*]}"
    cat "$work/err"
    diff "$work/want" "$work/got" | head -n 12 || true
    status=1
}

layouts() { # FILES
    check "$@" -- -table .config
    check "$@" -- -row .name
    check "$@" -- -col /format
    check "$@" -- -col /format -row .name,/size
    check "$@" -- -col '/format@(json gob)' -ignore .file
    check "$@" -- -row '/size@num .name@alpha' -col .file,/format
    check "$@" -- -table pkg -row .fullname -ignore goarch,commit
    check "$@" -- -table 'goarch@alpha pkg' -col /size@num
    check "$@" -- -table .config -ignore /gomaxprocs
    check "$@" -- -filter '.unit:(ns/op OR B/s) -.name:Move' -table .config
    check "$@" -- -filter '.name:/^[CS]o/ AND (/size:1k OR /format:"json")' -row .fullname
    check "$@" -- -filter '-(pkg:/p\d$/ goarch:amd64) *' -col pkg
    order="cat"
    check "$@" -- -table '' -row '/size@num .name@alpha' -ignore .fullname
    check "$@" -- -table '' -row .name,/format,/gomaxprocs -col '/size@(4k 1k),pkg' -ignore .config
    order="sort"
    check "$@" -- -filter '.fullname:/Copy.size=(?:1|2)k/ OR .unit:/^alloc/' -row /size
}
if [ $# -gt 0 ]; then
    layouts "$@"
else
    cd "$(dirname "$0")/../../../demos"
    recorded=(0[014]_*/go/recorded/bench-*.txt) # the seed has 24 values of one name
    check "${recorded[@]}" -- -table .config
    check "${recorded[@]}" -- -col /impl -ignore .file
    check "${recorded[@]}" -- -row /impl,.name -filter '-.name:/^Box.*(?:Text|Point)/'
    cd "$work"
    for seed in $(seq 1 "${SEEDS:-5}"); do
        generate "$seed" >a.txt
        generate "$((seed + 1000))" >b.txt
        layouts a.txt b.txt
        layouts a.txt
    done
fi
echo "benchstat_rows: $compared rows"
exit $status
