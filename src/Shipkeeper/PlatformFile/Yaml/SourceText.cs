using System.Text;

namespace Shipkeeper.PlatformFile.Yaml;

/// <summary>The bytes of a file as text, if they are text.</summary>
internal static class SourceText
{
    public const int MaximumBytes = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="kind">Of the file, for the message that it is too large.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string kind = "platform file")
    {
        if (bytes.Length > MaximumBytes)
        {
            throw new Unreadable(new(1, 1, ""), $"the file is larger than 1 MiB; a {kind} is a few kilobytes");
        }

        bytes = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        try
        {
            var text = Strict.GetString(bytes);
            RefuseControlCharacters(text);
            return text;
        }
        catch (DecoderFallbackException broken)
        {
            throw new Unreadable(PlaceOf(bytes[..broken.Index]), $"byte {broken.Index} is not UTF-8; save the file as UTF-8");
        }
    }

    private static void RefuseControlCharacters(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsControl(text[index]) && text[index] is not ('\n' or '\r' or '\t' or '\u0085'))
            {
                var place = PlaceOf(Encoding.UTF8.GetBytes(text[..index]));
                throw new Unreadable(place, $"a control character (U+{(int)text[index]:X4}) stands here; remove it");
            }
        }
    }

    private static Place PlaceOf(ReadOnlySpan<byte> before) =>
        new(before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'), "");
}
