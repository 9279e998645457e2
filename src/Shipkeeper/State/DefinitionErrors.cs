namespace Shipkeeper.State;

/// <summary>Definition files that are not what a release needs.</summary>
internal static class DefinitionErrors
{
    private static readonly ErrorCode FilesDifferCode = new(
        "start.files-differ",
        ErrorKind.Refused,
        "The definition files or settings on disk are not those of the current release. 'start' and 'restart' start a release as it was recorded, "
        + "because that is what was proven to work; a changed file is a change of the platform. 'start --as-released' puts the release's own files "
        + "back, and keeps the edited ones aside.");

    private static readonly ErrorCode LostCode = new(
        "definition.lost",
        ErrorKind.Failed,
        "A file that the platform is made of was removed while it was being recorded, or is larger than the 1 MiB that a definition file may have. "
        + "A release keeps every such file, so that it can be put back whole. No release was recorded.");

    private static readonly ErrorCode ChangedMeanwhileCode = new(
        "definition.changed-meanwhile",
        ErrorKind.Failed,
        "Somebody changed a definition file after the plan was made and before the release was recorded. What was planned is what is done or "
        + "nothing is, so the operation ended there.");

    public static IReadOnlyList<ErrorCode> All => [FilesDifferCode, LostCode, ChangedMeanwhileCode];

    public static ShipkeeperException FilesDiffer(int release, IReadOnlyList<FileEdit> edits) => FilesDifferCode.Because(
        edits.Count == 1 ? $"{edits[0]} since release {release}." : $"{edits.Count} definition files are not as release {release} has them.",
        "shipkeeper upgrade, to make them a release; or: shipkeeper start --as-released",
        edits.Count == 1 ? [] : [.. edits.Select(edit => edit.ToString())]);

    public static ShipkeeperException ChangedMeanwhile(IReadOnlyList<string> paths) => ChangedMeanwhileCode.Because(
        $"{(paths.Count == 1 ? $"{paths[0]} has" : $"{paths.Count} definition files have")} changed since the plan was made.",
        "shipkeeper plan",
        paths.Count == 1 ? [] : paths);

    public static ShipkeeperException Lost(string path) => LostCode.Because(
        $"{path} is gone, or larger than {DefinitionFiles.MaximumBytes >> 20} MiB, so no release can keep it.", $"ls -l {path}");
}
