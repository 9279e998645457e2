using System.CommandLine;
using System.Text.Json.Serialization;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools.Compose;

namespace Shipkeeper.Features.ComposeFiles;

internal sealed class FilesCommand : VerbCommand
{
    private readonly Option<bool> _command = new("--command") { Description = "Print the plain docker compose command that starts the same platform" };

    private readonly Option<bool> _json = CommandLineContext.JsonOption();

    public FilesCommand(CommandLineContext context)
        : base(
            "files",
            "Print the compose files in the one order that every command uses; the pins of the current release come last.",
            "shipkeeper compose files",
            "shipkeeper compose files --command")
    {
        Add(_command);
        Add(_json);
        Do(context, invocation => Task.FromResult(Run(invocation)));
    }

    private int Run(Invocation invocation)
    {
        using var session = invocation.OpenPlatform();
        var output = invocation.Output(invocation.Value(_json));
        var project = session.CurrentComposeProject();
        var command = ComposeCalls.UpCommandLine(project).ToString();
        if (invocation.Value(_json))
        {
            output.Json(new ComposeFilesReport(project.Files, command), ComposeFilesJson.Default.ComposeFilesReport);
            return ExitCode.Done;
        }

        foreach (var line in invocation.Value(_command) ? [command] : project.Files)
        {
            output.Line(line);
        }

        return ExitCode.Done;
    }
}

/// <summary>The answer of <c>compose files --json</c>: absolute paths in order, and the command to paste.</summary>
internal sealed record ComposeFilesReport(IReadOnlyList<string> Files, string Command);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ComposeFilesReport))]
internal sealed partial class ComposeFilesJson : JsonSerializerContext;
