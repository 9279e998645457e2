using System.Text;
using Shipkeeper.PlatformFile.Sections;
using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Publishing;

/// <summary>The reference page of the platform file, written from the keys that the reader understands.</summary>
internal static class PlatformReference
{
    private const string Opening =
        """
        # The platform file

        `shipkeeper.yaml` stands beside plain Compose files and says what Shipkeeper cannot see in them. The smallest file is one line,
        `platform: <name>`: then there is one Compose file, one layer and no database. Every other key has a default. A key that is not
        on this page is a mistake. All mistakes are reported at once, each with its line, its column and what to write instead.
        `upgrade`, `backup`, `versions` and `database.verify` are read and checked; the commands that act on them are still to come.

        The file is UTF-8, one YAML document, at most 1 MiB. Durations are written `10s`, `5m`, `1h30m`; a version range is `0.5.0`, `0.4.x`
        or `>=0.4.2 <0.6`. Paths stay inside the platform directory. Editors check the file while you write if its first line is
        `# yaml-language-server: $schema=<path of shipkeeper.schema.json>`.

        This page and `shipkeeper.schema.json` are generated from the descriptions that the reader itself uses.
        """;

    public static string Write()
    {
        var page = new StringBuilder(Opening).Append('\n');
        foreach (var key in PlatformSection.Keys)
        {
            WriteSection(page, key);
        }

        return page.ToString();
    }

    private static void WriteSection(StringBuilder page, Key section)
    {
        page.Append($"\n## `{section.Name}`\n\n{section.Summary}\nThe value is {section.Shape.Kind}; {Fallback(section)}.\n");
        page.Append($"\n```yaml\n{section.Example}\n```\n");

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
