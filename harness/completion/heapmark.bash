# Completion of heapmark for bash: what it offers is read from `heapmark --help` and `heapmark VERB --help`.

_heapmark_words() { # HELP: verbs, or words that a verb takes
    sed -nE 's/^  ([a-z][a-z-]+)  +.*/\1/p' <<<"$1"
}

_heapmark_options() { # HELP
    sed -nE 's/^  (-.*)/\1/p' <<<"$1" | sed -E 's/  +.*//' | grep -oE -- '(^|[ ,])-{1,2}[a-z][a-z0-9-]*=?' | tr -d ' ,'
    echo --help
}

_heapmark() {
    local tool=${COMP_WORDS[0]} word=${COMP_WORDS[COMP_CWORD]} verb='' help i
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in -*) ;; *) verb=${COMP_WORDS[i]} && break ;; esac
    done
    help=$("$tool" ${verb:+"$verb"} --help 2>/dev/null)
    if [ -z "$verb" ]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_heapmark_words "$help") --help --version" -- "$word")
    elif [ "${word#-}" != "$word" ]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_heapmark_options "$help")" -- "$word")
        case ${COMPREPLY[0]:-} in *=) compopt -o nospace 2>/dev/null ;; esac
    else
        mapfile -t COMPREPLY < <(compgen -W "$(_heapmark_words "$help")" -- "$word"; compgen -f -- "$word")
    fi
}

complete -o filenames -F _heapmark heapmark
