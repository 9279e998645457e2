using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Surfaces.Cli;

/// <summary>The command line as a whole: builds the commands, runs the one that was asked for, and turns every end into an exit code.</summary>
internal static partial class CommandLineProgram
{
    public static readonly string Version = ProgramVersion.Text;

    /// <summary>Words mean what they are: one that begins with <c>@</c> is no file with more of them.</summary>
    private static readonly ParserConfiguration Words = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(string[] arguments, IReadOnlyList<IFeature> features, TimeProvider time)
    {
        using var error = new PatientWriter(Console.Error);
        using var signals = new StopSignals();
        using var output = new PatientWriter(Console.Out, waits: true, () => StandardStreams.HasReader(StandardStreams.Output));
        var exitCode = await RunAsync(features, new(arguments, output, error, time) { Signals = signals }, signals.Token);
        output.Dispose();
        if (output.Lost is null)
        {
            return exitCode;
        }

        var lost = CliErrors.OutputLost(output.Lost);
        error.Write(ErrorText.Of(lost));
        return Math.Max(exitCode, ExitCode.Of(lost.Code.Kind));
    }

    public static async Task<int> RunAsync(IReadOnlyList<IFeature> features, CommandLineContext context, CancellationToken stop)
    {
        var whereabouts = Whereabouts.Usual;
        try
        {
            var parsed = CreateRoot(features, context).Parse(context.Arguments, Words);
            whereabouts = Whereabouts.Of(parsed);
            ThrowIfWrong(parsed, context);
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = context.Output, Error = context.Error },
                stop);
        }
        catch (ShipkeeperException failure)
        {
            Tell(context, ErrorText.Of(failure, whereabouts));
            return ExitCode.Of(failure.Code.Kind);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Tell(context, context.HasActed ? "interrupted: what was done stays; the same command goes on from there\n" : "interrupted: nothing was done\n");
            return ExitCode.Of(ErrorKind.Interrupted);
        }
        catch (Exception bug)
        {
            Tell(context, ErrorText.OfBug(bug, Version));
            return ExitCode.Bug;
        }
    }

    /// <summary>After all that the command has said until then: both may go to one place.</summary>
    private static void Tell(CommandLineContext context, string text)
    {
        context.Output.AwaitWritten();
        context.Error.Write(text);
    }

    /// <summary>The tree of commands, also for what is generated from it.</summary>
    public static RootCommand CreateRoot(IReadOnlyList<IFeature> features, CommandLineContext context)
    {
        var root = new RootCommand("Installs, starts and looks after a self-hosted platform of Docker Compose services.");
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        root.Add(new HelpOption("--help", "-h") { Description = "Show help" });
        // Not as its action itself: that would forgive every word that means nothing.
        root.SetAction(parsed => new HelpAction().Invoke(parsed));
        root.Add(context.Directory);
        root.Add(context.Quiet);
        root.Add(context.Verbose);
        foreach (var feature in features)
        {
            root.Add(feature.CreateCommand(context));
        }

        return root;
    }

    private static void ThrowIfWrong(ParseResult parsed, CommandLineContext context)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
        {
            throw context.PeekFailure
                ?? (command as VerbCommand)?.Explain(parsed)
                ?? CliErrors.Usage([.. FindUnknownOptions(parsed).Concat(parsed.Errors.Select(Describe)).Distinct()], command);
        }

        if (parsed.Action == command.Action && FindUnknownOptions(parsed).ToList() is { Count: > 0 } unknown)
        {
            throw CliErrors.Usage(unknown, command);
        }
    }

    /// <summary>The parser takes an option that it does not know for the argument that is still to come, such as the name of a service.</summary>
    private static IEnumerable<string> FindUnknownOptions(ParseResult parsed) =>
        parsed.CommandResult.Command is VerbCommand { PassesWordsOn: true } || parsed.Tokens.Any(token => token.Type is TokenType.DoubleDash) ? []
        : parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Where(token => OptionWord().IsMatch(token.Value))
            .Select(token => $"Unrecognized command or argument '{token.Value}'.");

    [GeneratedRegex(@"\A--?[a-zA-Z][\w-]*(=|\z)")]
    private static partial Regex OptionWord();

    /// <summary>In the words of the parser, which does not say what argument is missing.</summary>
    private static string Describe(ParseError problem) =>
        problem.SymbolResult is ArgumentResult { Tokens.Count: 0, Parent: CommandResult } missing ? $"<{missing.Argument.Name}> is missing." : problem.Message;
}
