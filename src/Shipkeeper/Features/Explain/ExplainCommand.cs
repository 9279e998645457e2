using System.CommandLine;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools;

namespace Shipkeeper.Features.Explain;

internal sealed class ExplainCommand : VerbCommand
{
    private const int LineWidth = 80;

    private readonly Argument<string?> _code = new("code")
    {
        Description = "An error code; all of them when left out",
        HelpName = "code",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public ExplainCommand(CommandLineContext context)
        : base("explain", "Say what an error code means, and what to do about it.", "shipkeeper explain gate.closed")
    {
        _code.CompletionSources.Add(_ => ErrorCatalogue.All.Select(code => new System.CommandLine.Completions.CompletionItem(code.Name)));
        Add(_code);
        Do(context, invocation => Task.FromResult(Run(invocation)));
    }

    private int Run(Invocation invocation)
    {
        var output = invocation.Output();
        if (invocation.Value(_code) is not { } name)
        {
            output.Table([.. ErrorCatalogue.All.Select(code => new[] { code.Name, $"exit code {ExitCode.Of(code.Kind)}" })]);
            return ExitCode.Done;
        }

        var found = ErrorCatalogue.Find(name) ?? throw ExplainErrors.Unknown(name, Nearest.Find(name, ErrorCatalogue.All.Select(code => code.Name)));
        output.Line($"{output.Style.Strong(found.Name)} (exit code {ExitCode.Of(found.Kind)})");
        foreach (var line in TextTable.Wrap(found.Meaning, LineWidth))
        {
            output.Line(line);
        }

        return ExitCode.Done;
    }
}
