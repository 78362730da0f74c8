# bash completion for newsreader; put it where bash-completion looks, or: source this file
_newsreader() {
    local word="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
    local command="" options="" i
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "${COMP_WORDS[i]}" in
            --archive) ((i++)) ;;
            -*) ;;
            add|search|show|quotes|speakers|entities|names|attribute|annotate|check) command="${COMP_WORDS[i]}"; break ;;
            *) command=-; break ;;
        esac
    done
    case "$previous" in
        --archive) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
        --completion) mapfile -t COMPREPLY < <(compgen -W "bash zsh fish" -- "$word"); return ;;
        --count-by) mapfile -t COMPREPLY < <(compgen -W "source month speaker person org place" -- "$word"); return ;;
        --label) mapfile -t COMPREPLY < <(compgen -W "PERSON ORG PLACE DATE MISC" -- "$word"); return ;;
        --sort) mapfile -t COMPREPLY < <(compgen -W "relevance newest oldest" -- "$word"); return ;;
    esac
    case "$command" in
        ""|-) options="--help --completion --archive --json --version" ;;
        add) options="--help --source --jobs --archive --json --version" ;;
        search) options="--help --limit --sort --fold --count-by --archive --json --version" ;;
        show) options="--help --indirect --archive --json --version" ;;
        quotes) options="--help --by --about --match --since --until --sure --indirect --variants --limit --csv --markdown --archive --json --version" ;;
        speakers) options="--help --of --match --limit --archive --json --version" ;;
        entities) options="--help --label --match --limit --archive --json --version" ;;
        names) options="--help --label --archive --json --version" ;;
        attribute) options="--help --label --new --nobody --no-quote --archive --json --version" ;;
        annotate) options="--help --link --archive --json --version" ;;
        check) options="--help --repair --jobs --archive --json --version" ;;
    esac
    if [[ "$word" == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    elif [[ -z "$command" ]]; then
        mapfile -t COMPREPLY < <(compgen -W "add search show quotes speakers entities names attribute annotate check" -- "$word")
    elif [[ "$command" == @(add|annotate) ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -o filenames -F _newsreader newsreader
