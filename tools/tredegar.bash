# SPDX-License-Identifier: MIT
# Words for the bash shell to complete after `tredegar`; names come from the program itself.
_tredegar_names() { "${COMP_WORDS[0]}" list "$1" 2>/dev/null | awk '/^  [^ ]/ { print $1 }'; }
_tredegar_parameters() { "${COMP_WORDS[0]}" parameters --format csv 2>/dev/null | awk -F, 'NR > 1 && $1 !~ /^place\./ { print $1 "=" }'; }

_tredegar() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "list run report person check parameters describe serve help --help --version" -- "$word"))
        return
    fi
    case $before in
        --format) COMPREPLY=($(compgen -W "table csv json" -- "$word")); return ;;
        --store) compopt -o filenames; COMPREPLY=($(compgen -f -- "$word")); return ;;
        --csv | --ocds | --studies) compopt -o filenames; COMPREPLY=($(compgen -d -- "$word")); return ;;
        --experiment) COMPREPLY=($(compgen -W "$(_tredegar_names experiments)" -- "$word")); return ;;
        --set) compopt -o nospace; COMPREPLY=($(compgen -W "$(_tredegar_parameters)" -- "$word")); return ;;
        --pick) COMPREPLY=($(compgen -W "frail child working waiting poor differs" -- "$word")); return ;;
        --progress) COMPREPLY=($(compgen -W "text json" -- "$word")); return ;;
        --id | --replicates | --threads | --seed | --port) return ;;
    esac
    case $command:$word in
        run:-*) COMPREPLY=($(compgen -W "--set --replicates --threads --seed --store --overwrite --format --csv --no-extras --all-measures --draws --variants --place --months --check --quiet --progress --help" -- "$word")) ;;
        report:-*) COMPREPLY=($(compgen -W "--format --csv --ocds --help" -- "$word")) ;;
        person:-*) COMPREPLY=($(compgen -W "--id --pick --format --set --threads --seed --place --months --quiet --progress --help" -- "$word")) ;;
        parameters:-*) COMPREPLY=($(compgen -W "--experiment --format --help" -- "$word")) ;;
        serve:-*) COMPREPLY=($(compgen -W "--port --studies --store --threads --quiet --help" -- "$word")) ;;
        *:-*) COMPREPLY=($(compgen -W "--help" -- "$word")) ;;
        list:*) COMPREPLY=($(compgen -W "experiments regimes places circumstances measures questions answers commissioners" -- "$word")) ;;
        run:* | person:* | describe:*)
            compopt -o filenames
            COMPREPLY=($(compgen -W "$(_tredegar_names experiments)" -- "$word") $(compgen -f -X '!*.yaml' -- "$word")) ;;
        report:* | serve:*) compopt -o filenames; COMPREPLY=($(compgen -f -X '!*.@(sqlite|db)' -- "$word") $(compgen -d -- "$word")) ;;
        check:*) compopt -o filenames; COMPREPLY=($(compgen -W "$(_tredegar_names experiments)" -- "$word") $(compgen -f -X '!*.yaml' -- "$word") $(compgen -d -- "$word")) ;;
    esac
}
complete -F _tredegar tredegar
