using Shipkeeper.Versions;

namespace Shipkeeper.Tests.Versions;

public sealed class ManifestReferenceTests
{
    [Fact]
    public void The_published_reference_is_current() => Golden.IsCurrent(ManifestReference.Write(), "docs/reference/manifest.md");

    [Fact]
    public void The_published_schema_is_current() => Golden.IsCurrent(ManifestReference.WriteSchema(), "docs/reference/versions.schema.json");
}
