using Shipkeeper.Engine;
using Shipkeeper.Majors;

namespace Shipkeeper.Tests.Majors;

public sealed class DatabaseInventoryTests
{
    [Fact]
    public void The_same_lines_are_the_same_database() => DatabaseInventory.MustBe("shop", ["5 rows in public.a", "table public.a"], ["5 rows in public.a", "table public.a"]);

    [Fact]
    public void What_is_missing_and_what_is_new_is_told()
    {
        var error = Assert.Throws<ShipkeeperException>(() => DatabaseInventory.MustBe("shop", ["5 rows in public.a", "table public.a"], ["4 rows in public.a", "table public.a", "table public.b"]));

        Assert.Equal("major.differs", error.Code.Name);
        Assert.Equal(["before: 5 rows in public.a", "now: 4 rows in public.a", "now: table public.b"], error.Details);
    }

    [Fact]
    public void Of_many_differences_ten_are_shown_and_the_others_counted()
    {
        var error = Assert.Throws<ShipkeeperException>(() => DatabaseInventory.MustBe("shop", [.. Enumerable.Range(0, 15).Select(number => $"table public.t{number}")], []));

        Assert.Equal(11, error.Details.Count);
        Assert.Equal("and 5 more", error.Details[^1]);
    }
}
