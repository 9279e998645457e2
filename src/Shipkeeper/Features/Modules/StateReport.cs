using System.Text.Json.Serialization;
using Shipkeeper.Modules.State;
using Shipkeeper.Tools;

namespace Shipkeeper.Features.Modules;

/// <summary>A backup of a module as <c>modules backup --json</c> tells it. Names are kept; new ones may come.</summary>
/// <param name="Error">Why the backup is not used; null for a good one.</param>
/// <param name="Absent">Of the files, those that were not there, and are not after a restore.</param>
internal sealed record StateReport(
    string Module,
    string? Description,
    DateTimeOffset At,
    IReadOnlyList<string> Files,
    IReadOnlyList<string> Absent,
    IReadOnlyList<string> Services,
    IReadOnlyList<string> Databases,
    long Bytes,
    string? Error = null)
{
    /// <param name="problem">Why it is not used.</param>
    public static StateReport Damaged(string module, ShipkeeperException problem) => new(module, null, default, [], [], [], [], 0, problem.Message);

    public static StateReport Of(StateManifest manifest) => new(
        manifest.Module,
        manifest.Description,
        manifest.At,
        [.. manifest.Files.Select(file => file.Path)],
        [.. manifest.Files.Where(file => file.Part is null).Select(file => file.Path)],
        [.. manifest.Services.Select(service => service.Unit)],
        [.. manifest.Databases.Select(saved => saved.Database.Describe())],
        manifest.Bytes);

    /// <summary>What a restore replaces, line by line.</summary>
    public IEnumerable<string> ListPutBack() =>
    [
        .. Files.Select(file => Absent.Contains(file) ? $"{file}: removed, for it was not there" : file),
        .. Services,
        .. Databases,
    ];

    /// <summary>As people are told.</summary>
    public string Describe() =>
        $"{Plural.Of(Files.Count, "path")}, {Plural.Of(Services.Count, "service")}, {Plural.Of(Databases.Count, "database")}, "
        + $"{Bytes:N0} bytes, of {At:yyyy-MM-dd HH:mm} UTC";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(StateReport))]
[JsonSerializable(typeof(IReadOnlyList<StateReport>))]
internal sealed partial class StateReportJson : JsonSerializerContext;
