using System.Text;
using Shipkeeper.Snapshots;

namespace Shipkeeper.Tests.Snapshots;

public sealed class SnapshotNamesTests
{
    private const string Operation = "01KAJ0W3N0ABCDEFGHJKMNPQRS";

    [Theory]
    [InlineData("shop", "shop__before_jkmnpqrs")]
    [InlineData("a123456789b123456789c123456789d123456789e1234567", "a123456789b123456789c123456789d123456789e12345__before_jkmnpqrs")]
    [InlineData("ßßßßßßßßßßßßßßßßßßßßßßßßßßßßß", "ßßßßßßßßßßßßßßßßßßßßßßß__before_jkmnpqrs")]
    [InlineData("x🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢", "x🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢__before_jkmnpqrs")]
    public void A_name_is_cut_between_characters_and_keeps_its_end(string database, string expected)
    {
        var name = SnapshotNames.Of(KeptRole.Before, database, Operation);

        Assert.Equal(expected, name);
        Assert.InRange(Encoding.UTF8.GetByteCount(name), 1, 63);
    }

    [Fact]
    public void A_marker_is_read_back_as_it_was()
    {
        var marker = new SnapshotMarker(KeptRole.Failed, "shop", Operation, 7, Samples.Now, "it's \\ \"mine\"\nand yours");

        Assert.Equal(marker, SnapshotMarker.Find(marker.ToComment()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("the shop's own")]
    [InlineData("kept by shipkeeper: ")]
    [InlineData("kept by shipkeeper: {\"role\":\"before\"}")]
    [InlineData("kept by shipkeeper: {\"role\":\"before\",\"database\":\"shop\",\"operation\":\"me\",\"at\":\"2026-11-21T07:00:00+00:00\"}")]
    public void What_is_not_a_marker_is_none(string? comment) => Assert.Null(SnapshotMarker.Find(comment));
}
