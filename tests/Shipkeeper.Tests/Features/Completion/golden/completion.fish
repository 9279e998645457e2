# fish completion for shipkeeper
function __shipkeeper_complete
    set -l line (commandline --cut-at-cursor)
    shipkeeper "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end
complete --command shipkeeper --no-files --arguments '(__shipkeeper_complete)'
