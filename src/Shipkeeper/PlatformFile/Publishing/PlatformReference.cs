using Shipkeeper.PlatformFile.Sections;

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
        `backup` is read and checked; the commands that act on it are still to come. What `versions` names is described in
        [manifest.md](manifest.md).

        The file is UTF-8, one YAML document, at most 1 MiB. Durations are written `10s`, `5m`, `1h30m`; a version range is `0.5.0`, `0.4.x`
        or `>=0.4.2 <0.6`. Paths stay inside the platform directory. Editors check the file while you write if its first line is
        `# yaml-language-server: $schema=<path of shipkeeper.schema.json>`.

        This page and `shipkeeper.schema.json` are generated from the descriptions that the reader itself uses.
        """;

    public static string Write() => KeyPage.Write(Opening, PlatformSection.Keys, "yaml");
}
