using System.Text;
using Shipkeeper.Migrations;

namespace Shipkeeper.Tests.Migrations;

public sealed class MigrationComparisonTests
{
    private static readonly IReadOnlyList<Migration> Files = [File(1, "a"), File(2, "b"), File(3, "c")];

    [Fact]
    public void Without_records_everything_is_pending() => Assert.Equal([Standing.Pending, Standing.Pending, Standing.Pending], Compare([], []));

    [Fact]
    public void What_was_applied_by_us_and_is_as_it_was_is_applied() =>
        Assert.Equal([Standing.Applied, Standing.Applied, Standing.Pending], Compare([1, 2], new() { [1] = Files[0].Sha256, [2] = Files[1].Sha256 }));

    [Fact]
    public void What_was_applied_before_us_is_taken_as_found() =>
        Assert.Equal([Standing.AppliedBeforeUs, Standing.AppliedBeforeUs, Standing.Pending], Compare([1, 2], []));

    [Fact]
    public void A_file_that_was_changed_afterwards_is_noticed() =>
        Assert.Equal([Standing.Changed, Standing.Pending, Standing.Pending], Compare([1], new() { [1] = Files[1].Sha256 }));

    [Fact]
    public void A_hole_among_the_applied_ones_is_late() =>
        Assert.Equal([Standing.AppliedBeforeUs, Standing.Late, Standing.AppliedBeforeUs], Compare([1, 3], []));

    [Fact]
    public void A_checksum_without_a_row_is_one_that_was_begun() =>
        Assert.Equal([Standing.AppliedBeforeUs, Standing.Begun, Standing.Pending], Compare([1], new() { [2] = Files[1].Sha256 }));

    [Fact]
    public void A_row_without_a_file_is_noticed_until_somebody_accepts_it()
    {
        Assert.Equal([Standing.AppliedBeforeUs, Standing.AppliedBeforeUs, Standing.AppliedBeforeUs, Standing.FileMissing], Compare([1, 2, 3, 4], []));
        Assert.Equal([Standing.AppliedBeforeUs, Standing.AppliedBeforeUs, Standing.AppliedBeforeUs, Standing.FileDropped], Compare([1, 2, 3, 4], new() { [4] = null }));
    }

    private static IEnumerable<Standing> Compare(int[] applied, Dictionary<int, string?> checksums) =>
        MigrationComparison.Of(Files, new([.. applied.Select(number => new AppliedMigration(number, "name", null))], checksums)).Select(standing => standing.Standing);

    private static Migration File(int number, string name) => new($"{number:000}", name, $"schema/{number:000}_{name}.sql", Encoding.UTF8.GetBytes(name));
}
