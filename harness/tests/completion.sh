#!/usr/bin/env bash
# completion.sh SOURCE-DIR BUILD-DIR -- each shell that is here offers all verbs and options that --help has, and no other.
#
# Exit status: 0; 1 and what differs; 77 if there is none of the shells.
set -uo pipefail
folder=$1/harness/completion
PATH=$2/bin:$PATH
status=0
differ=$(mktemp)
trap 'rm -f "$differ"' EXIT

verbs() { heapmark --help | awk '/^verbs:/ { on = 1; next } !NF { on = 0 } on { print $1 }'; }
options() { # VERB: what stands at the beginning of a line of its help, before two blanks
    heapmark "$1" --help | awk '/^  -/ { sub(/^  /, ""); sub(/  .*/, ""); print }' |
        sed 's/[ ,]/\n/g' | sed -nE 's/^(--?[a-z][a-z0-9-]*=?).*/\1/p'
    echo --help
}

bash_offers() { # WORDS...
    bash --norc -c '. "$1"; shift; COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _heapmark; printf "%s\n" "${COMPREPLY[@]}"' \
        sh "$folder/heapmark.bash" "$@" 2>/dev/null
}
zsh_offers() {
    zsh -f -c 'file=$1; shift; words=("$@") CURRENT=$#
        _describe() { print -l -- ${(P)2%%:*} }
        compadd() { while [[ $1 == -* && $1 != -- ]]; do [[ $1 == -S ]] && shift; shift; done; shift; print -l -- "$@" }
        _files() { : }
        run() { . $file }; run' sh "$folder/_heapmark" "$@"
}
fish_offers() {
    local line="$*"
    fish --no-config -c 'source $argv[1]; complete -C $argv[2]' "$folder/heapmark.fish" "$line" | cut -f 1 | grep -E "^${line##* }"
}

same() { # SHELL WHAT WANTED FOUND
    diff <(sort -u <<<"$3") <(grep . <<<"$4" | sort -u) >"$differ" && return
    echo "$1 does not offer the $2 of --help:"
    cat "$differ"
    status=1
}

tried=0
for shell in bash zsh fish; do
    command -v "$shell" >/dev/null || { echo "skipped: $shell is not installed"; continue; }
    tried=1
    all=$(verbs)
    same "$shell" verbs "$all" "$("${shell}_offers" heapmark '' | grep -vE '^--')"
    for verb in $all; do
        same "$shell" "options of $verb" "$(options "$verb")" "$("${shell}_offers" heapmark "$verb" -)"
    done
    grep -qx check < <("${shell}_offers" heapmark exercise ch) || { echo "$shell: no check after exercise"; status=1; }
done
[ $tried = 1 ] || exit 77
exit $status
