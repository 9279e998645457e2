using Shipkeeper.PlatformFile.Publishing;

namespace Shipkeeper.Versions;

/// <summary>The reference page and the JSON Schema of the manifest, written from the keys that the reader understands.</summary>
internal static class ManifestReference
{
    private const string Opening =
        """
        # The manifest

        `versions.json` stands beside `shipkeeper.yaml`, whose key `versions` can name another file. It says which versions belong together,
        and from where one may move to the release that it is a part of. A platform needs none: then everything is allowed. The smallest
        one has two keys, `{"operator": "0.5.0", "compatible": {}}`. A key that is not on this page is a mistake. All mistakes are reported
        at once, each with its line, its column and what to write instead.

        The file is UTF-8, one JSON object, at most 1 MiB. A version has three numbers, `0.5.0`; a version range is `0.5.0`, `0.4.x` or
        `>=0.4.2 <0.6`; what cannot be read as either is the name of an image, with its tag or its digest. An image is compared by its name as
        the compose files write it: the same image in another registry is another one.

        `shipkeeper versions` shows what runs against it; `--check` exits with 1 when something is outside. Editors check the file while you
        write with `versions.schema.json`. This page and that schema are generated from the descriptions that the reader itself uses.
        """;

    public static string Write() => KeyPage.Write(Opening, ManifestSection.Keys, "json");

    public static string WriteSchema() => SchemaFile.Write("Shipkeeper manifest", ManifestSection.Shape);
}
