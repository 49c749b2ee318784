# shellcheck shell=sh
# shellcheck disable=SC2034 # what is set is read by the scripts that source this
# go-common.sh -- what the go-* scripts share: which Go, which redigo, which records. Sourced.
#
# The Go command is $GO, or `go` on PATH. The twins need Go 1.19; older ones are reported as missing.

hm_root=$(cd "$(dirname "$0")/.." && pwd)
hm_go=${GO:-go}
hm_go_oldest=${HM_GO_OLDEST:-19} # the minor version: go1.19

hm_die() {
    echo "$(basename "$0"): $*" >&2
    exit 2
}

# hm_short PATH: as seen from the root of the project.
hm_short() {
    echo "${1#"$hm_root"/}"
}

# Print go1.26.8; nothing if there is no Go.
hm_go_version() {
    "$hm_go" version 2>/dev/null | sed 's/^go version \(go[^ ]*\).*/\1/'
}

# hm_minor VERSION: go1.26.8 is of go1.26.
hm_minor() {
    echo "$1" | sed -n 's/^\(go1\.[0-9]*\).*/\1/p'
}

# Print linux/amd64.
hm_go_platform() {
    "$hm_go" env GOOS GOARCH | paste -s -d / -
}

# Why Go cannot be used; empty if it can.
hm_go_missing() {
    command -v "$hm_go" >/dev/null 2>&1 || {
        echo "no Go here ($hm_go not found)"
        return
    }
    version=$(hm_go_version || true)
    minor=$(hm_minor "$version")
    if [ -z "$minor" ] || [ "${minor#go1.}" -lt "$hm_go_oldest" ]; then
        echo "${version:-$hm_go} is older than go1.$hm_go_oldest"
    fi
}

# The twins: $HM_TWINS, or every directory demos/*/go that is a Go module.
hm_twins() {
    if [ -n "${HM_TWINS:-}" ]; then
        # shellcheck disable=SC2086 # one a line
        (unset IFS && printf '%s\n' $HM_TWINS)
        return
    fi
    for module in "$hm_root"/demos/*/go/go.mod; do
        [ ! -f "$module" ] || dirname "$module"
    done
}

# hm_go_prepare TWIN SCRATCH: make the twin buildable in $hm_dir; exports GOFLAGS. On failure $hm_why
# says why. The module cache or the proxy comes first, then redigo as Debian packages it.
hm_go_prepare() {
    hm_why="" hm_dir=$1 hm_redigo=""
    : >"$2/prepare.log"
    minor=$(hm_minor "$(hm_go_version)")
    if [ "${minor#go1.}" -lt 16 ]; then
        hm_go_prepare_old "$1" "$2"
        return
    fi
    export GOFLAGS="" GOWORK=off
    [ "${minor#go1.}" -lt 18 ] || GOFLAGS=-buildvcs=false
    # Go 1.19 and 1.20 stumble over their own index when they live in a module cache.
    case $minor in go1.19 | go1.20) export GODEBUG=goindex=0 ;; esac
    hm_go_builds "$2" && return 0
    packaged=/usr/share/gocode/src/github.com/gomodule/redigo
    if [ -d $packaged ] && grep -q gomodule/redigo "$1/go.mod"; then
        mkdir -p "$2/redigo"
        cp -R $packaged/redis "$2/redigo/"
        rm -f "$2"/redigo/redis/*_test.go
        echo "module github.com/gomodule/redigo" >"$2/redigo/go.mod"
        cp "$1/go.mod" "$2/twin.mod"
        echo "replace github.com/gomodule/redigo => $2/redigo" >>"$2/twin.mod"
        GOFLAGS="-buildvcs=false -modfile=$2/twin.mod"
        hm_redigo=$(dpkg-query -W -f '${Version} (Debian)' golang-github-gomodule-redigo-dev)
        hm_go_builds "$2" && return 0
    fi
    hm_why="the twin in $(hm_short "$1") does not build: $(grep -v -e '^#' -e 'go: downloading' \
        "$2/prepare.log" | head -n 1)"
    return 1
}

hm_go_builds() { # SCRATCH
    (cd "$hm_dir" && "$hm_go" build ./...) >>"$1/prepare.log" 2>&1
}

# Go without modules builds in a GOPATH, and with the redigo of its own time, which the go command of
# today fetches.
hm_go_prepare_old() {
    hm_dir=$2/path/src/twin
    rm -rf "$2/path" && mkdir -p "$hm_dir"
    cp -R "$1/." "$hm_dir"
    if grep -q gomodule/redigo "$1/go.mod"; then
        hm_redigo="v1.0.0 (github.com/garyburd/redigo)"
        old=$(cd "$2" && env -u GOROOT -u GOENV GOTOOLCHAIN=local GO111MODULE=on go mod download -json \
            github.com/garyburd/redigo@v1.0.0 | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
        [ -n "$old" ] || { hm_why="the redigo of that time is not available"; return 1; }
        mkdir -p "$2/path/src/github.com/garyburd"
        cp -R "$old" "$2/path/src/github.com/garyburd/redigo"
        chmod -R u+w "$2/path"
        find "$hm_dir" -name '*.go' -exec sed -i 's,gomodule/redigo,garyburd/redigo,' {} +
    fi
    : "${GOMODCACHE:=$(env -u GOROOT -u GOENV go env GOMODCACHE)}"
    export GOFLAGS="" GO111MODULE=off GOPATH="$2/path" GOMODCACHE
    hm_go_builds "$2" && return 0
    hm_why="the twin in $(hm_short "$1") does not build: $(grep -v '^#' "$2/prepare.log" | head -n 1)"
    return 1
}

# hm_go_head TWIN SOURCE: who made what follows, as config lines of the benchmark format.
hm_go_head() {
    echo "source: $2"
    echo "go: $(hm_go_version) $(hm_go_platform)"
    if [ -n "$hm_redigo" ]; then
        echo "redigo: $hm_redigo"
    elif grep -q gomodule/redigo "$1/go.mod"; then
        (cd "$1" && "$hm_go" list -m -f 'redigo: {{.Version}}' github.com/gomodule/redigo)
    fi
}

# hm_go_bench BENCHTIME COUNT: the prepared twin's benchmark text. One processor, so that names have no
# suffix. Before Go 1.12 -benchtime was a duration only.
hm_go_bench() {
    echo "Unit allocs/op assume=exact"
    echo "Unit B/op assume=exact"
    set -- "$1" "$2" "$(hm_minor "$(hm_go_version)")"
    [ "${3#go1.}" -ge 12 ] || set -- 10ms "$2"
    (cd "$hm_dir" && "$hm_go" test -run '^$' -bench . -cpu 1 -benchtime "$1" -count "$2" .)
}

# hm_go_m2: what the compiler says about the prepared twin's own files, with paths relative to it.
hm_go_m2() {
    (cd "$hm_dir" && "$hm_go" build -p 1 -gcflags=-m=2 ./... 2>&1) |
        grep -v -e '^/' -e '^<autogenerated>' -e '^\.\./'
}

# hm_record TWIN KIND VERSION: the record KIND (bench, m2) made by this minor version; nothing if none.
hm_record() {
    minor=$(hm_minor "$3")
    ls "$1/recorded/$2-$minor".*.txt "$1/recorded/$2-$minor"-*.txt 2>/dev/null | sort -V | tail -n 1
}

hm_recorded() { # TWIN MINOR: is there a benchmark of this minor version?
    for record in "$1/recorded/bench-$2".*.txt "$1/recorded/bench-$2"-*.txt; do
        [ ! -e "$record" ] || return 0
    done
    return 1
}

# hm_record_common TWIN: versions of its records of which every twin of the project has one, oldest first.
hm_record_common() {
    ls "$1"/recorded/bench-go*.txt 2>/dev/null | sed -n 's,.*/bench-\(go[0-9.]*\)[.-].*,\1,p' | sort -Vu |
        while read -r version; do
            minor=$version
            case $version in go*.*.*) minor=${version%.*} ;; esac
            for module in "$hm_root"/demos/*/go/go.mod; do
                hm_recorded "${module%/go.mod}" "$minor" || continue 2
            done
            echo "$version"
        done
}

# hm_record_taken TWIN KIND: the record that stands in for a Go that is not here. One Go for the whole project:
# the newest that every twin has a record of, which the pages quote; the twin's own newest if there is none.
# This platform's if there is one.
hm_record_taken() {
    platform=$(uname -s | tr '[:upper:]' '[:lower:]')
    version=$(hm_record_common "$1" | tail -n 1)
    {
        ls "$1/recorded/$2-${version:-go}"*.txt | sort -V
        ls "$1/recorded/$2-${version:-go}"*"-$platform"-*.txt | sort -V
    } 2>/dev/null | tail -n 1
}
