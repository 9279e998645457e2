using System.Text;
using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Publishing;

/// <summary>A reference page of keys, written from the descriptions that the reader of the file uses.</summary>
internal static class KeyPage
{
    /// <param name="language">Of the examples.</param>
    public static string Write(string opening, IEnumerable<Key> keys, string language)
    {
        var page = new StringBuilder(opening).Append('\n');
        foreach (var key in keys)
        {
            WriteSection(page, key, language);
        }

        return page.ToString();
    }

    private static void WriteSection(StringBuilder page, Key section, string language)
    {
        page.Append($"\n## `{section.Name}`\n\n{section.Summary}\nThe value is {section.Shape.Kind}; {Fallback(section)}.\n");
        page.Append($"\n```{language}\n{section.Example}\n```\n");

        var keys = section.Shape.Keys("").ToList();
        if (keys.Count == 0)
        {
            return;
        }

        page.Append("\n| key | value | default | meaning |\n|---|---|---|---|\n");
        foreach (var (path, key) in keys)
        {
            page.Append($"| `{path.TrimStart('.')}` | {key.Shape.Kind} | {Default(key)} | {key.Summary} |\n");
        }
    }

    private static string Fallback(Key section) =>
        section.IsRequired ? "it is required"
        : section.Default is { } written ? $"the default is `{written}`"
        : "it may be left out";

    private static string Default(Key key) =>
        key.IsRequired ? "required" : key.Default is { } written ? $"`{written}`" : "";
}
