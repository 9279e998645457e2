using Shipkeeper.PlatformFile;
using Shipkeeper.PlatformFile.Publishing;
using Shipkeeper.PlatformFile.Sections;

namespace Shipkeeper.Tests.PlatformFile;

public sealed class PlatformReferenceTests
{
    [Fact]
    public void The_published_schema_is_current() => Golden.IsCurrent(PlatformSchema.Write(), "docs/reference/shipkeeper.schema.json");

    [Fact]
    public void The_published_reference_is_current() => Golden.IsCurrent(PlatformReference.Write(), "docs/reference/platform-file.md");

    [Fact]
    public void The_examples_of_the_reference_are_together_a_valid_file()
    {
        var examples = string.Join('\n', PlatformSection.Keys.Select(key => key.Example));

        Assert.Equal("knowledge-graph", PlatformFileReader.Parse(examples).Platform);
    }
}
