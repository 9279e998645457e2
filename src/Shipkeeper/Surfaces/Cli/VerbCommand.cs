using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Shipkeeper.Surfaces.Cli;

/// <summary>A command with examples in its help.</summary>
internal abstract class VerbCommand : Command
{
    protected VerbCommand(string name, string description, params IReadOnlyList<string> examples)
        : base(name, description)
    {
        Examples = examples;
        Add(new HelpOption("--help", "-h") { Description = "Show help and examples", Action = new HelpWithExamples(examples) });
    }

    public IReadOnlyList<string> Examples { get; }

    /// <summary>Whether its arguments are the words of another program, options among them.</summary>
    public virtual bool PassesWordsOn => false;

    /// <summary>What can be said of a line that was not understood, better than the parser does; null when nothing can.</summary>
    public virtual ShipkeeperException? Explain(ParseResult line) => null;

    /// <summary>Says what the command does; what it returns is the exit code.</summary>
    protected void Do(CommandLineContext context, Func<Invocation, Task<int>> action) =>
        SetAction((arguments, ct) => action(new(context, arguments, ct)));

    private sealed class HelpWithExamples(IReadOnlyList<string> examples) : SynchronousCommandLineAction
    {
        private readonly HelpAction _help = new();

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            _help.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            output.Write("Examples:\n");
            foreach (var example in examples)
            {
                output.Write($"  {example}\n");
            }

            return ExitCode.Done;
        }
    }
}
