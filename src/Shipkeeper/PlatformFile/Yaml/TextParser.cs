using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Shipkeeper.PlatformFile.Yaml;

/// <summary>The parser of YamlDotNet, whose every failure is a <see cref="YamlException"/> with a place.</summary>
internal sealed class TextParser : IParser
{
    private readonly Scanner _scanner;
    private readonly Parser _parser;

    public TextParser(string text)
    {
        _scanner = new Scanner(new StringReader(text), skipComments: true);
        _parser = new Parser(_scanner);
    }

    public ParsingEvent? Current => _parser.Current;

    public bool MoveNext()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException)
        {
            // The scanner has no reason of its own for some broken texts, such as a flow list that a plain text runs out of.
            var here = _scanner.CurrentPosition;
            throw new YamlException(here, here, "this cannot be understood; is a bracket, a brace or a quote missing?", broken);
        }
    }
}
