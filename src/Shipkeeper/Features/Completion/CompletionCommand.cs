using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Completion;

internal sealed class CompletionCommand : VerbCommand
{
    private readonly Argument<string> _shell = new("shell") { Description = "The shell to write for" };

    public CompletionCommand(CommandLineContext context)
        : base(
            "completion",
            "Print a script that lets a shell complete commands.",
            "shipkeeper completion bash > /etc/bash_completion.d/shipkeeper",
            "shipkeeper completion zsh > ~/.zfunc/_shipkeeper",
            "shipkeeper completion fish > ~/.config/fish/completions/shipkeeper.fish")
    {
        _shell.AcceptOnlyFromAmong([.. CompletionScripts.All.Keys]);
        Add(_shell);
        Do(context, invocation =>
        {
            invocation.Output().Line(CompletionScripts.All[invocation.Value(_shell)!]);
            return Task.FromResult(ExitCode.Done);
        });
    }
}
