using NuGet.Versioning;
using Shipkeeper.Model;

namespace Shipkeeper.PlatformFile;

internal static class PlatformFileErrors
{
    private const int MostDetails = 100;

    private static readonly ErrorCode MissingCode = new(
        "platform-file.missing",
        ErrorKind.Usage,
        "There is no platform file where Shipkeeper looked. A platform is a directory with a shipkeeper.yaml beside its Compose files; the "
        + "smallest one is a single line, 'platform: <name>'. Go to that directory, name it with -C, or write the file.");

    private static readonly ErrorCode UnreadableCode = new(
        "platform-file.unreadable",
        ErrorKind.Usage,
        "The platform file exists, but the system does not let Shipkeeper read it: its permissions or those of its directory are too narrow, "
        + "or it is a directory. Nothing was changed. Let the user that runs Shipkeeper read the file.");

    private static readonly ErrorCode InvalidCode = new(
        "platform-file.invalid",
        ErrorKind.Usage,
        "The platform file has mistakes. All of them are listed, each with line, column, the path of its key and what to write instead; nothing "
        + "was changed. Keys that Shipkeeper does not know are mistakes too, because a mistyped key would silently do nothing. Editors "
        + "that read JSON Schema mark the mistakes while you write; the schema is published with the reference of all keys.");

    private static readonly ErrorCode UnknownServiceCode = new(
        "platform-file.unknown-service",
        ErrorKind.Usage,
        "The platform file names services that its Compose files do not declare, with the settings of this host. Either a name is mistyped, or the "
        + "Compose file that declares the service does not apply: look at its 'when'; or the service has 'profiles', and none of them is active. "
        + "Nothing was changed.");

    private static readonly ErrorCode VersionCode = new(
        "platform-file.version",
        ErrorKind.Refused,
        "The platform file says with 'requires' which versions of Shipkeeper may manage the platform, and this one is not among them. "
        + "It would read the file differently than its author meant. Nothing was changed; install a version in the range.");

    public static IReadOnlyList<ErrorCode> All { get; } = [MissingCode, UnreadableCode, InvalidCode, UnknownServiceCode, VersionCode];

    public static ShipkeeperException Missing(string path) => MissingCode.Because(
        $"There is no platform file '{path}'.",
        "go to the platform directory, or name it with the option -C");

    public static ShipkeeperException Unreadable(string path, Exception reason) => UnreadableCode.Because(
        $"The platform file '{path}' cannot be read: {reason.Message}",
        $"ls -ld {path}",
        inner: reason);

    public static ShipkeeperException Invalid(string fileName, IReadOnlyList<Problem> problems) => InvalidCode.Because(
        $"{fileName} has {Count(problems)}.",
        "correct the lines above",
        Details(fileName, problems));

    public static ShipkeeperException UnknownServices(string fileName, IReadOnlyList<Problem> problems) => UnknownServiceCode.Because(
        $"{fileName} names services that do not exist.",
        "shipkeeper compose -- config --services",
        Details(fileName, problems));

    public static ShipkeeperException WrongVersion(SemverRange required, SemanticVersion running) => VersionCode.Because(
        $"This platform requires Shipkeeper {required}, and this is {running.ToNormalizedString()}.",
        $"Install Shipkeeper {required}, or change 'requires' in shipkeeper.yaml.");

    private static string Count(IReadOnlyList<Problem> problems) => problems.Count == 1 ? "a mistake" : $"{problems.Count} mistakes";

    private static IReadOnlyList<string> Details(string fileName, IReadOnlyList<Problem> problems) =>
        ShortList.Of([.. problems.Select(problem => problem.In(fileName))], MostDetails);
}
