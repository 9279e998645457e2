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
            return ReadOnly(new Parser(new Scanner(new StringReader(text), skipComments: true)), problems);
        }
        catch (Unreadable unreadable)
        {
            problems.Add(unreadable.Place, unreadable.Message);
        }
        catch (YamlException invalid)
        {
            problems.Add(new((int)invalid.Start.Line, (int)invalid.Start.Column, ""), Explain(invalid, text));
        }

        return null;
    }

    private static Node ReadOnly(Parser parser, Problems problems)
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

    private static string Explain(YamlException invalid, string text)
    {
        var line = text.Split('\n').ElementAtOrDefault((int)invalid.Start.Line - 1) ?? "";
        var indentation = line[..^line.TrimStart().Length];
        return indentation.Contains('\t')
            ? "a tab indents this line; YAML wants spaces"
            : $"not valid YAML: {invalid.Message.ReplaceLineEndings(" ")}";
    }
}
