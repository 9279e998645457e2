#compdef shipkeeper
# zsh completion for shipkeeper
_shipkeeper() {
    local -a suggestions
    suggestions=("${(@f)$(shipkeeper "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
    compadd -- $suggestions
}
compdef _shipkeeper shipkeeper
