# Completion of heapmark for fish: what it offers is read from `heapmark --help` and `heapmark VERB --help`.

function __heapmark_words # of `heapmark ARGS --help`: verbs, or words that a verb takes
    heapmark $argv --help 2>/dev/null | string replace -rf '^  ([a-z][a-z-]+)  +(.*)' '$1\t$2'
end

function __heapmark_verb
    set -l words (commandline -opc)
    echo $words[2]
end

function __heapmark_options
    heapmark (__heapmark_verb) --help 2>/dev/null | string replace -rf '^  (-.*)' '$1' | string replace -r '  +.*' '' |
        string match -rag -- '(?:^|[ ,])(-{1,2}[a-z][a-z0-9-]*=?)'
    echo --help
end

complete -c heapmark -f -n __fish_use_subcommand -a '(__heapmark_words)'
complete -c heapmark -f -n __fish_use_subcommand -a '--help --version'
complete -c heapmark -n 'not __fish_use_subcommand' -a '(__heapmark_words (__heapmark_verb))'
complete -c heapmark -n 'not __fish_use_subcommand; and string match -q -- "-*" (commandline -ct)' -a '(__heapmark_options)'
