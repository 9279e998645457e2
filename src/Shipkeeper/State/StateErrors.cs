using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.State;

internal static class StateErrors
{
    private static readonly ErrorCode NoPlatformCode = new(
        "platform.not-found",
        ErrorKind.Usage,
        "A command works on the platform whose 'shipkeeper.yaml' stands in the working directory or in a folder above it, as git does. "
        + "None was found. Go to the platform directory, or name it with -C.");

    private static readonly ErrorCode SettingRefusedCode = new(
        "settings.refused",
        ErrorKind.Usage,
        "A value in 'settings.env' is not one that 'shipkeeper.yaml' allows for its setting. Settings are the install-time choices of this host; "
        + "'shipkeeper init --<setting> VALUE' sets one.");

    private static readonly ErrorCode NotUtf8Code = new(
        "file.not-utf8",
        ErrorKind.Usage,
        "A text file holds bytes that are not UTF-8. It was probably written by an editor with another encoding, or is not a text file.");

    private static readonly ErrorCode OutsideCode = new(
        "definition.outside",
        ErrorKind.Refused,
        "A compose file reaches a file outside the platform directory. A release keeps every file that makes the platform, so that it can be put "
        + "back whole; it cannot answer for files that others keep. Move the file into the platform directory.");

    private static readonly ErrorCode NoReleaseCode = new(
        "release.not-kept",
        ErrorKind.NeedsPerson,
        "The record of a release is missing or damaged, although it should be kept. Releases are written whole and never changed, so another "
        + "hand or a failing disk has been at work.");

    private static readonly ErrorCode ImagesLostCode = new(
        "release.images-lost",
        ErrorKind.Refused,
        "The engine no longer has an image that a kept release runs, so that release could not be put back. Releases hold their images by a name "
        + "of their own, shipkeeper/<platform>/<service>, against every prune; another hand has removed them. 'start' fetches what a registry has.");

    public static readonly ErrorCode BindSourceCode = new(
        "compose.bind-source",
        ErrorKind.Refused,
        "A service mounts a file or folder of the host that is not there. The engine would silently create an empty folder of that name in its place.");

    public static readonly ErrorCode ReadableCode = new(
        "secrets.readable",
        ErrorKind.Refused,
        "Other users of this host can read '.env', and so every secret of the platform. 'shipkeeper doctor --fix' closes the file. Who may have "
        + "read a secret while it was open may still know it.");

    public static readonly ErrorCode IncompleteCode = new(
        "secrets.incomplete",
        ErrorKind.Refused,
        "Layer 1 is not complete: a setting or a secret is missing, empty, still a placeholder, or weak, or '.env' is open to others. "
        + "Nothing was called on the engine. 'shipkeeper init' adds what can be generated and asks for the rest; it never replaces a value that "
        + "is there, so placeholders and weak values are yours to change.");

    public static IReadOnlyList<ErrorCode> All =>
        [NoPlatformCode, SettingRefusedCode, NotUtf8Code, OutsideCode, NoReleaseCode, ImagesLostCode, BindSourceCode, ReadableCode, IncompleteCode];

    public static ShipkeeperException NoPlatform(string from) => NoPlatformCode.Because(
        $"there is no shipkeeper.yaml in {from} or above it.",
        "go to the platform directory, or name it with the option -C");

    public static ShipkeeperException SettingsRefused(EnvFile file, IReadOnlyList<SettingDefinition> refused)
    {
        var problems = refused.Select(setting =>
            $"settings.env:{file.LineOf(setting.Variable)}: {setting.Variable} is '{file[setting.Variable]}', and must be {Expectation(setting)}").ToList();
        return SettingRefusedCode.Because(
            problems.Count == 1 ? $"{problems[0]}." : $"settings.env has {problems.Count} values that are not allowed.",
            InitCall(refused),
            problems.Count == 1 ? [] : problems);
    }

    /// <summary>The command that gives these settings a value that is allowed, where one is known.</summary>
    public static string InitCall(IEnumerable<SettingDefinition> settings) => ToolCall.Of(
        "shipkeeper",
        ["init", .. settings.SelectMany(setting => (string[])[$"--{setting.Name}", setting.Default ?? (setting.Values is [var first, ..] ? first : "VALUE")])]).ToString();

    public static string Expectation(SettingDefinition setting) =>
        setting.Values.Count > 0 ? string.Join(" or ", setting.Values)
        : setting.Pattern is { } pattern ? $"a text that matches {pattern}"
        : "one line of text";

    public static ShipkeeperException NotUtf8(string file, int offset) => NotUtf8Code.Because(
        $"{file} is not UTF-8 at byte {offset}.",
        $"save {file} as UTF-8 text");

    public static ShipkeeperException Outside(string file, string reached) => OutsideCode.Because(
        $"{file} reaches {reached}, which is outside the platform directory.",
        "move it into the platform directory, and name it there");

    public static ShipkeeperException NoRelease(int number, string reason) => NoReleaseCode.Because(
        $"the record of release {number} cannot be read: {reason}.",
        "shipkeeper doctor");

    public static ShipkeeperException ImagesLost(int release, IEnumerable<string> services) => ImagesLostCode.Because(
        $"release {release} could not be put back: the engine no longer has the image of {string.Join(", ", services)}.", "shipkeeper start");

    public static ShipkeeperException NoCurrent(string link, string target) => NoReleaseCode.Because(
        $"{link} names '{target}', which is no release.",
        "link .shipkeeper/current to the newest release that was up, as in: ln -sfn releases/0001 .shipkeeper/current");

    public static ShipkeeperException BindSources(IReadOnlyList<string> missing) => BindSourceCode.Because(
        missing.Count == 1 ? "a bind mount has no source." : $"{missing.Count} bind mounts have no source.",
        "put the files in their places, or take the mounts out of the compose files",
        missing);

    public static ShipkeeperException LayerOneIncomplete(IReadOnlyList<Finding> problems)
    {
        var hints = problems.Select(problem => problem.Hint).Distinct().ToList();
        return IncompleteCode.Because(
            problems.Count == 1 ? "layer 1 is not complete." : $"layer 1 is not complete, in {problems.Count} places.",
            hints is [var only] ? only : "do what stands behind each of them, then run the command again",
            [.. problems.Select(problem => hints.Count == 1 ? problem.Text : $"{problem.Text}; try: {problem.Hint}")]);
    }
}
