using System.Text;
using Shipkeeper.PlatformFile;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Features.Config;

/// <summary>A value from standard input or from a file: a text in UTF-8. The line break at its end is not part of it.</summary>
internal static class GivenText
{
    private const int MaximumBytes = 64 << 10;

    /// <summary>What some editors put before a text.</summary>
    private static readonly byte[] Mark = [0xef, 0xbb, 0xbf];

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string OfInput(FieldDefinition field) => Text(
        StandardInput.Read(MaximumBytes) ?? throw CliErrors.UsageOf($"standard input is longer than {MaximumBytes:N0} bytes.", $"{SectionOptions.InputOf(field)} < FILE"),
        "standard input",
        SectionOptions.InputOf(field));

    public static string OfFile(FieldDefinition field, string path) => Text(
        BoundedFile.Read(path, MaximumBytes) ?? throw CliErrors.UsageOf($"there is no file {path}.", $"{SectionOptions.FileOf(field)} FILE"),
        path,
        SectionOptions.FileOf(field));

    private static string Text(byte[] content, string place, string option)
    {
        try
        {
            var text = Utf8.GetString(content.AsSpan().StartsWith(Mark) ? content.AsSpan(Mark.Length) : content);
            return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
        }
        catch (DecoderFallbackException)
        {
            throw CliErrors.UsageOf($"{place} is not UTF-8, so {option} cannot take a text from it.", $"file {place}");
        }
    }
}
