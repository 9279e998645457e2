using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Tests;

/// <summary>The commands of the program, as it builds them itself.</summary>
internal static class CommandTree
{
    /// <summary>Every verb with its subcommands, in the order of the help.</summary>
    public static IReadOnlyList<VerbCommand> Verbs { get; } = [.. Below(Root())];

    public static RootCommand Root(params IReadOnlyList<string> arguments)
    {
        var silent = new PatientWriter(TextWriter.Null);
        return CommandLineProgram.CreateRoot(FeatureList.All, new CommandLineContext(arguments, silent, silent, TimeProvider.System));
    }

    /// <summary>What the program prints for a help request.</summary>
    public static string Help(params IReadOnlyList<string> arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        Root(arguments).Parse([.. arguments, "--help"]).Invoke(new InvocationConfiguration { Output = output, Error = output });
        return string.Join('\n', output.ToString().Replace(RootCommand.ExecutableName, "shipkeeper").Split('\n').Select(line => line.TrimEnd()));
    }

    /// <summary>What is typed for it, without the program's name: <c>compose files</c>.</summary>
    public static string WordsOf(Command command) => string.Join(
        ' ', command.Parents.OfType<Command>().Where(parent => parent is not RootCommand).Select(parent => parent.Name).Append(command.Name));

    private static IEnumerable<VerbCommand> Below(Command command) =>
        command.Subcommands.OfType<VerbCommand>().Where(verb => !verb.Hidden).SelectMany(verb => Below(verb).Prepend(verb));
}
