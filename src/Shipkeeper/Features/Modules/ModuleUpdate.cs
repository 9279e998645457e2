using System.Text.Json.Serialization;
using Shipkeeper.Modules;

namespace Shipkeeper.Features.Modules;

/// <summary>One module as <c>modules check --json</c> tells it.</summary>
/// <param name="Verdict">What the next run does with it.</param>
internal sealed record ModuleUpdate(string Name, string? Installed, string? Available, ModuleVerdict Verdict, string? Because)
{
    public static IReadOnlyList<ModuleUpdate> ListOf(ModuleView view) =>
    [
        .. view.Choices
            .Select(choice => new ModuleUpdate(choice.Module.Name, choice.Installed?.Index?.VersionText, choice.Module.Index?.VersionText, choice.Verdict, choice.Because))
            .Concat(view.Gone.Select(module => new ModuleUpdate(module.Name, module.VersionText, Available: null, ModuleVerdict.Gone, Because: null)))
            .OrderBy(update => update.Name, StringComparer.Ordinal),
    ];

    public IReadOnlyList<string> Row() => [Name, Installed ?? "", Available ?? "", Words];

    private string Words => Verdict switch
    {
        ModuleVerdict.Newer => "newer",
        ModuleVerdict.New => "new",
        ModuleVerdict.Older => "older, and left alone",
        ModuleVerdict.Gone => "not in the repository any more; it stays",
        ModuleVerdict.Disabled => "newer, and the module is disabled",
        ModuleVerdict.FailedBefore => $"failed before: {Because}",
        ModuleVerdict.Unwanted => "new, and left alone",
        _ => Because ?? "",
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<ModuleUpdate>))]
internal sealed partial class ModuleUpdateJson : JsonSerializerContext;
