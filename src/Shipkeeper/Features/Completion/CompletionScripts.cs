namespace Shipkeeper.Features.Completion;

/// <summary>Each script passes the line and the place of the cursor to <c>shipkeeper [suggest:N]</c>, and takes one suggestion a line.</summary>
internal static class CompletionScripts
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["bash"] = """
            # bash completion for shipkeeper
            _shipkeeper() {
                local word=${COMP_WORDS[COMP_CWORD]} IFS=$'\n'
                COMPREPLY=($(compgen -W "$(shipkeeper "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "$word"))
            }
            complete -o default -F _shipkeeper shipkeeper
            """,
        ["zsh"] = """
            #compdef shipkeeper
            # zsh completion for shipkeeper
            _shipkeeper() {
                local -a suggestions
                suggestions=("${(@f)$(shipkeeper "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
                compadd -- $suggestions
            }
            compdef _shipkeeper shipkeeper
            """,
        ["fish"] = """
            # fish completion for shipkeeper
            function __shipkeeper_complete
                set -l line (commandline --cut-at-cursor)
                shipkeeper "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
            end
            complete --command shipkeeper --no-files --arguments '(__shipkeeper_complete)'
            """,
    };
}
