using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Shipkeeper.Tools;

namespace Shipkeeper.Modules;

/// <summary>What is said to the Python process that runs modules, and what it answers: Python/_shipkeeper/host.py is the other side.</summary>
internal static class ModulePython
{
    private const string OfTheSystem = "/usr/bin/python3";
    private const string NoResult = "what it wrote in the place of its result is none";
    private const string Folder = "Shipkeeper.Modules.Python.";

    /// <summary>Reads what it is to do from its input: none of it stands on a disk where a module could change it. Unbuffered, because requests follow.</summary>
    private const string Beginning =
        """
        import json, os, sys
        text = b""
        while len(text) < int(sys.argv[1]): text += os.read(0, int(sys.argv[1]) - len(text))
        setup = json.loads(text.decode())
        exec(compile(setup["main"], "<shipkeeper>", "exec"))
        main(setup)
        """;

    /// <summary>That of the system: another one that stands before it in the PATH may have other libraries, or be a script that looks for it.</summary>
    public static string Program => File.Exists(OfTheSystem) ? OfTheSystem : Path.GetFileName(OfTheSystem);

    public static IReadOnlyList<string> ArgumentsFor(byte[] setup) => ["-I", "-c", Beginning, $"{setup.Length}"];

    /// <param name="parallel">How many modules run at once, at most.</param>
    public static byte[] Setup(string tree, int parallel)
    {
        var sources = EmbeddedFile.ListNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToDictionary(name => NameOf(name[Folder.Length..]), EmbeddedFile.ReadText);
        var imported = sources.Where(source => source.Key != "main").ToDictionary();
        return JsonSerializer.SerializeToUtf8Bytes(new(sources["main"], tree, parallel, imported), PythonJson.Default.PythonSetup);
    }

    public static byte[] Request(int id, ModuleIndex module, double limit) => Line(new(id, module.Name, limit, module.Arguments), PythonJson.Default.PythonRequest);

    public static byte[] Stop(int id) => Line(new(id), PythonJson.Default.PythonStop);

    public static ModuleResult ResultOf(string end, TimeSpan limit)
    {
        return ReadEnd(end) switch
        {
            null => ModuleResult.Failed(NoResult),
            { TimedOut: true } => ModuleResult.Failed($"it did not end within {Durations.Write(limit)}, and was ended with all of its process group"),
            { Signal: { } signal } => ModuleResult.Failed($"it was ended by signal {signal}"),
            { Result: null, Code: var code } => ModuleResult.Failed(code == 0 ? "it ended without a result" : $"it ended with exit code {code}, without a result"),
            { Result: { Kind: "error" } result } => ModuleResult.Failed(result.Message ?? "it failed"),
            { Result.Kind: "exit", Code: var code } => code == 0 ? new() : ModuleResult.Failed($"it ended with exit code {code}"),
            { Result.Kind: "none" } => ModuleResult.Failed("it returned nothing, which means failure"),
            { Result.Kind: "again" } => new(Again: true),
            { Result: { Kind: "facts" } result } => ResultOf(result),
            { Result.Kind: "value" } => new(),
            _ => ModuleResult.Failed(NoResult),
        };
    }

    /// <returns>Null where the module has written something else into the place of its result.</returns>
    private static PythonEnd? ReadEnd(string end)
    {
        try
        {
            return JsonSerializer.Deserialize(end, PythonJson.Default.PythonEnd);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A dict that says nothing of success has an error, or has none.</summary>
    private static ModuleResult ResultOf(PythonResult facts) => facts.Success ?? facts.Error is null
        ? new(facts.Updated ?? false)
        : ModuleResult.Failed((facts.Error ?? "it reported a failure")
            + (facts.RollbackSuccess switch { true => "; it says that it has put back what it did", false => "; it says that it could not put back what it did", null => "" }));

    private static string NameOf(string resource)
    {
        const string OfPackage = ".__init__";
        var name = resource.Replace('/', '.')[..^".py".Length];
        return name.EndsWith(OfPackage, StringComparison.Ordinal) ? name[..^OfPackage.Length] : name;
    }

    private static byte[] Line<T>(T message, JsonTypeInfo<T> type) => [.. JsonSerializer.SerializeToUtf8Bytes(message, type), (byte)'\n'];
}

internal sealed record PythonSetup(string Main, string Tree, int Parallel, IReadOnlyDictionary<string, string> Sources);

/// <param name="Limit">In seconds.</param>
/// <param name="Arguments">For <c>main</c>; null for none.</param>
internal sealed record PythonRequest(int Id, string Name, double Limit, IReadOnlyList<string>? Arguments);

internal sealed record PythonStop(int Stop);

internal sealed record PythonEnd(bool TimedOut, int? Code, int? Signal, PythonResult? Result);

internal sealed record PythonResult(
    string Kind, string? Message, bool? Success, bool? Updated, string? Error, [property: JsonPropertyName("rollback_success")] bool? RollbackSuccess);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PythonSetup))]
[JsonSerializable(typeof(PythonRequest))]
[JsonSerializable(typeof(PythonStop))]
[JsonSerializable(typeof(PythonEnd))]
internal sealed partial class PythonJson : JsonSerializerContext;
