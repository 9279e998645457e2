using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Shipkeeper.PlatformFile.Yaml;

/// <summary>Reads a text as exactly one YAML document. What is wrong with it becomes a problem, never an exception.</summary>
internal static class Document
{
    /// <summary>Null when nothing can be read; the reason is among the problems then.</summary>
    public static Node? Read(ReadOnlySpan<byte> bytes, Problems problems)
    {
        var text = "";
        try
        {
            text = SourceText.Decode(bytes);
            return ReadSingle(new TextParser(text), problems);
        }
        catch (Unreadable unreadable)
        {
            problems.Add(unreadable.Place, unreadable.Message);
        }
        catch (YamlException invalid)
        {
            Explain(invalid, text, problems);
        }

        return null;
    }

    private static Node ReadSingle(TextParser parser, Problems problems)
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            throw Empty();
        }

        var root = new NodeBuilder(parser, problems).Build();
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
        {
            throw new Unreadable(
                new((int)second.Start.Line, (int)second.Start.Column, ""),
                "a second document begins here; a platform file is one document, remove the '---'");
        }

        return root is ScalarNode { IsNull: true } ? throw Empty() : root;
    }

    private static Unreadable Empty() => new(new(1, 1, ""), "the file is empty; the smallest one is 'platform: <name>'");

    private static void Explain(YamlException invalid, string text, Problems problems)
    {
        var lines = text.Split('\n');
        for (var line = (int)invalid.Start.Line; line <= Math.Min(LastSuspect(invalid, lines), lines.Length); line++)
        {
            var indentation = lines[line - 1][..^lines[line - 1].TrimStart().Length];
            if (indentation.Contains('\t'))
            {
                problems.Add(new(line, indentation.IndexOf('\t') + 1, ""), "a tab indents this line; YAML wants spaces");
                return;
            }
        }

        problems.Add(new((int)invalid.Start.Line, (int)invalid.Start.Column, ""), $"not valid YAML: {invalid.Message.ReplaceLineEndings(" ")}");
    }

    /// <summary>The parser blames a tab on the map around it.</summary>
    private static long LastSuspect(YamlException invalid, string[] lines) =>
        invalid.Message.Contains(" tab ", StringComparison.Ordinal) ? lines.Length : invalid.End.Line;
}
