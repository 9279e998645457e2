# bash completion for shipkeeper
_shipkeeper() {
    local word=${COMP_WORDS[COMP_CWORD]} IFS=$'\n'
    COMPREPLY=($(compgen -W "$(shipkeeper "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "$word"))
}
complete -o default -F _shipkeeper shipkeeper
