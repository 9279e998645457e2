using System.Text;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Features.Init;

internal sealed record ExcludeFromGitInput(string File, IReadOnlyList<string> Patterns);

/// <summary>Adds patterns to a checkout's own list of ignored files, so that no secret is ever committed by accident.</summary>
internal sealed class ExcludeFromGit(PlatformSession session) : ForwardStepKind<ExcludeFromGitInput>(Name, InitJson.Default.ExcludeFromGitInput)
{
    private const string Name = "exclude-from-git";
    private const UnixFileMode Readable = RootedFiles.Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static Step Step(ExcludeFromGitInput input, string reason) =>
        Engine.Planning.Step.Of(Name, input, InitJson.Default.ExcludeFromGitInput, reason);

    protected override async Task<bool> IsDoneAsync(ExcludeFromGitInput input, StepScope scope, CancellationToken ct) =>
        await GitExclude.FindAsync(session, ct) is null or { Missing: [] };

    protected override Task ApplyAsync(ExcludeFromGitInput input, StepScope scope, CancellationToken ct)
    {
        var folder = Path.GetDirectoryName(input.File)!;
        Directory.CreateDirectory(folder);
        var files = new RootedFiles(folder);
        var name = Path.GetFileName(input.File);
        var before = Encoding.UTF8.GetString(files.Read(name) ?? []);
        var separator = before.Length == 0 || before.EndsWith('\n') ? "" : "\n";
        files.Write(name, before + separator + string.Concat(input.Patterns.Select(pattern => pattern + "\n")), Readable);
        return Task.CompletedTask;
    }
}
