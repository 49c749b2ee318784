# shellcheck shell=bash
# lessons-common.sh -- what the scripts about lessons share: which there are, how one is run, and how a record of
# one is kept. Sourced at the top of the project.
#
# A lesson is a folder demos/NN_name with a bench.c. Nothing else makes it one. Its file `sources`, if there is
# one, names files of other demos that it uses.

lesson_bin=${BUILD:-build}/bin

lesson_names() {
    local bench
    for bench in demos/[0-9][0-9]_*/bench.c; do
        [ ! -f "$bench" ] || basename "$(dirname "$bench")"
    done
}

lesson_find() { # KEY: 5, 05, the_seed or 05_the_seed; says which exist when there is no such lesson
    local name
    while read -r name; do
        case $name in "$1" | "0$1_"* | "$1_"* | *[0-9]_"$1") echo "$name"; return ;; esac
    done < <(lesson_names)
    echo "$(basename "$0"): no lesson '$1'; there are: $(lesson_names | paste -s -d " ")" >&2
    return 2
}

# LESSON PATTERN...: the files of a lesson that match a pattern, and all that it borrows from other demos.
lesson_files() {
    local folder=demos/$1 pattern file
    shift
    for pattern; do
        for file in "$folder"/$pattern; do
            [ ! -f "$file" ] || echo "$file"
        done
    done
    [ ! -f "$folder/sources" ] || sed 's,^,demos/,' "$folder/sources"
}

# LESSON DIR: count it into DIR/run.bench (Go benchmark text), DIR/run.table and DIR/run.json. Returns 1 when a claim is
# false, 2 when there are no numbers.
lesson_run() {
    local program=$lesson_bin/lesson_$1 status=0
    [ -x "$program" ] || { echo "$(basename "$0"): $program: not built" >&2; return 2; }
    "$program" --check --benchtime=1000x --format=go --out="$2/run.bench" --format=table \
        --out="$2/run.table" --format=json --out="$2/run.json" >"$2/said" 2>&1 || status=$?
    [ $status -eq 0 ] || cat "$2/said" >&2
    return $status
}

# lesson_say FORMAT ARGUMENT...: printf; what could not be said ends the script. A reader that has gone is no fault.
lesson_say() {
    local why
    # shellcheck disable=SC2059
    { why=$(LC_ALL=C printf "$@" 2>&1 >&4); } 4>&1 && return
    case $why in '' | *'Broken pipe') exit 0 ;; esac
    echo "$(basename "$0"): <stdout>: cannot be written: ${why##*: }" >&2
    exit 2
}

# lesson_chosen [KEY...]: the names of these lessons, of all if there is no KEY. Returns 2 when one does not exist.
lesson_chosen() {
    local key
    [ $# -gt 0 ] || { lesson_names; return; }
    for key; do
        lesson_find "$key" || return
    done
}

# lesson_store NEW RECORD: NEW becomes the record, unless both say the same. A date and a time per operation say
# nothing, so that a new run over an old lesson changes no file.
lesson_store() {
    mkdir -p "$(dirname "$2")" || return
    [ ! -f "$2" ] || ! cmp -s <(lesson_without_times "$1") <(lesson_without_times "$2") || return 0
    cp "$1" "$2"
}

lesson_without_times() { # FILE: of a benchmark, one line for each different count
    sed -E -e '/^date: /d' -e 's/recorded [0-9]{4}-[0-9]{2}-[0-9]{2}$/recorded/' \
        -e '/^Benchmark/s/[[:space:]]+[0-9.]+ ns\/op//' -e '/^(ok|cpu:|PASS)/d' "$1" | uniq
}

lesson_page() { # LESSON: its page; 07_links has docs/lessons/07-links.md
    echo "docs/lessons/${1//_/-}.md"
}
