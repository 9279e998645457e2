using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Shipkeeper.Scenarios.Language;

/// <summary>One operation as it lies on disk.</summary>
internal sealed record KeptOperation(string Id, string Folder, IReadOnlyList<JsonElement> Lines)
{
    public IReadOnlyList<string> Events => [.. Lines.Select(line => line.GetProperty("event").GetString()!)];

    public string Verb => Lines[0].GetProperty("facts").GetProperty("verb").GetString()!;

    public string End => Events[^1];

    /// <summary>Kinds of the steps that were begun so far, in this order: <c>open-gate</c>; those of an undo too: <c>undo open-gate</c>.</summary>
    public IReadOnlyList<string> Begun
    {
        get
        {
            using var plan = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "plan.json")));
            return
            [
                .. from line in Lines
                   let happened = line.GetProperty("event").GetString()
                   where happened is "step-begun" or "undo-begun"
                   select (happened is "undo-begun" ? "undo " : "") + KindOf(plan, line.GetProperty("step").GetString()!),
            ];
        }
    }

    /// <param name="step">Stage and number in it, both from one on: <c>3.1</c>.</param>
    private static string KindOf(JsonDocument plan, string step) => step.Split('.').Select(number => int.Parse(number, CultureInfo.InvariantCulture) - 1).ToList() is [var stage, var index]
        ? plan.RootElement.GetProperty("stages")[stage].GetProperty("steps")[index].GetProperty("kind").GetString()!
        : throw new FormatException(step);
}

/// <summary>The journals of a platform, read with eyes of our own and not with the product's.</summary>
internal sealed class Journals(string folder)
{
    private const string Origin = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<KeptOperation> All => Directory.Exists(folder)
        ?
        [
            .. Directory.GetDirectories(folder)
                .Where(path => !Path.GetFileName(path).StartsWith('.'))
                .Order(StringComparer.Ordinal)
                .Select(path => new KeptOperation(Path.GetFileName(path), path, [.. LinesOf(path).Select(line => JsonDocument.Parse(line.TrimEnd()).RootElement)])),
        ]
        : [];

    public KeptOperation Newest => All[^1];

    /// <summary>Whole lines of all operations together; cheap enough to be asked a thousand times a second.</summary>
    public int CountLines()
    {
        try
        {
            return Directory.Exists(folder)
                ? Directory.GetDirectories(folder).Where(path => !Path.GetFileName(path).StartsWith('.')).Sum(path => LinesOf(path).Length)
                : 0;
        }
        catch (IOException)
        {
            // It is being made at this moment.
            return 0;
        }
    }

    /// <summary>Each line carries the hash of the line before, also from one operation to the next, and all but the last have ended.</summary>
    public void AreChained()
    {
        var previous = Origin;
        foreach (var operation in All)
        {
            foreach (var line in LinesOf(operation.Folder))
            {
                Assert.Equal(previous, JsonDocument.Parse(line.TrimEnd()).RootElement.GetProperty("previous").GetString());
                previous = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));
            }
        }

        Assert.All(All, operation => Assert.Contains(operation.End, new[] { "succeeded", "interrupted", "rolled-back", "abandoned" }));
    }

    private static string[] LinesOf(string operation) =>
        File.ReadAllText(Path.Combine(operation, "journal.jsonl")).Split('\n')[..^1];
}
