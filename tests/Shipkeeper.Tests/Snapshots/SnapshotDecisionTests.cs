using Shipkeeper.Engine;
using Shipkeeper.PlatformFile;
using Shipkeeper.Snapshots;

namespace Shipkeeper.Tests.Snapshots;

public sealed class SnapshotDecisionTests
{
    private const long Gib = 1L << 30;

    private static readonly SnapshotFacts Roomy = new("shop", DatabaseBytes: 10 * Gib, ServerFreeBytes: 20 * Gib, DumpFreeBytes: 10 * Gib, MayCreateDatabases: true);

    [Theory]
    [InlineData(20 * Gib, true, "Clone")]
    [InlineData((20 * Gib) - 1, true, "Dump")]
    [InlineData(null, true, "Dump")]
    [InlineData(20 * Gib, false, "Dump")]
    public void Auto_is_a_clone_where_twice_the_size_fits(long? free, bool mayCreate, string expected) =>
        Assert.Equal(expected, $"{SnapshotDecision.Of(SnapshotChoice.Auto, Roomy with { ServerFreeBytes = free, MayCreateDatabases = mayCreate }).Choice}");

    [Fact]
    public void What_does_not_fit_is_refused_with_what_it_needs()
    {
        var facts = Roomy with { ServerFreeBytes = 12 * Gib, DumpFreeBytes = 300L << 20 };

        var clone = Refused("snapshot.no-room", SnapshotChoice.Clone, facts);
        var dump = Refused("snapshot.no-room", SnapshotChoice.Auto, facts);

        Assert.Equal("a clone of 'shop' does not fit: it needs 20.0 GiB on the disk of the database server, where 12.0 GiB are free.", clone.Message);
        Assert.Equal("a dump of 'shop' does not fit: it needs 10.0 GiB on the disk of the platform directory, where 300 MiB are free.", dump.Message);
    }

    [Fact]
    public void A_clone_that_is_wanted_needs_the_right_to_make_databases() =>
        Refused("snapshot.not-allowed", SnapshotChoice.Clone, Roomy with { MayCreateDatabases = false });

    [Fact]
    public void A_clone_that_is_wanted_is_made_where_nobody_can_tell() =>
        Assert.Null(SnapshotDecision.Of(SnapshotChoice.Clone, Roomy with { ServerFreeBytes = null }).FindProblem(Roomy));

    [Theory]
    [InlineData("Filesystem     1024-blocks     Used Available Capacity Mounted on\n/dev/sda1        61255492 31234 30021 52% /var/lib\n", 30021L * 1024)]
    [InlineData("Filesystem           1024-blocks    Used Available Capacity Mounted on\ntmpfs                   2048         0      2048   0% /var/lib/postgresql/data\n", 2048L * 1024)]
    [InlineData("Filesystem 1024-blocks Used Available Capacity Mounted on\n//nas/a b 100 50 50 - /mnt/x y\n", 50L * 1024)]
    [InlineData("df: /data: No such file or directory\n", null)]
    public void Free_bytes_are_read_from_df(string output, long? expected) => Assert.Equal(expected, SnapshotObserver.FindFreeBytes(output));

    private static ShipkeeperException Refused(string code, SnapshotChoice choice, SnapshotFacts facts)
    {
        var problem = SnapshotDecision.Of(choice, facts).FindProblem(facts);
        Assert.Equal(code, problem?.Code.Name);
        return problem!;
    }
}
