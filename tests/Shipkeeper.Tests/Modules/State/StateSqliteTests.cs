using Shipkeeper.Engine;
using Shipkeeper.Modules;
using Shipkeeper.Modules.State;
using Shipkeeper.Tests.Files;

namespace Shipkeeper.Tests.Modules.State;

[Trait("Needs", "python")]
public sealed class StateSqliteTests : IDisposable
{
    private readonly StateFolder _folder = new();

    private StateRequest Request => new("before the change", [], [], [new(StateDatabaseKind.Sqlite, _folder.PathOf("data.db"))]);

    [Fact]
    public async Task A_database_that_is_in_use_comes_back_as_it_was()
    {
        Sql("PRAGMA journal_mode = WAL; CREATE TABLE t(x); INSERT INTO t VALUES ('old')");
        using var user = Writer();
        await _folder.BackupAsync(Request);

        Sql("DELETE FROM t; CREATE TABLE new(y)");
        await _folder.RestoreAsync();

        Assert.Equal("old|t", Sql("SELECT x FROM t UNION ALL SELECT group_concat(name) FROM sqlite_master"));
    }

    [Theory]
    [InlineData("rm data.db")]
    [InlineData("echo this is no database at all > data.db")]
    public async Task A_database_that_has_gone_or_is_damaged_comes_back(string damage)
    {
        Sql("CREATE TABLE t(x); INSERT INTO t VALUES ('old')");
        await _folder.BackupAsync(Request);

        _folder.Shell(damage);
        await _folder.RestoreAsync();

        Assert.Equal("old", Sql("SELECT x FROM t"));
    }

    [Fact]
    public async Task A_link_in_the_place_of_the_database_is_not_followed()
    {
        Sql("CREATE TABLE t(x)");
        await _folder.BackupAsync(Request);
        _folder.Shell("mv data.db other.db; ln -s other.db data.db; sha256sum other.db > before");

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => _folder.RestoreAsync());

        Assert.Equal([$"{_folder.PathOf("data.db")}: '{ModulePython.Program}' ended with exit code 1.", "a symbolic link is in its place"], error.Details);
        Assert.Contains("OK", _folder.Shell("sha256sum -c before"));
    }

    public void Dispose() => _folder.Dispose();

    private string Sql(string statements) => ChildProcess.Output(
        "python3", "-I", "-c", "import sqlite3, sys\nc = sqlite3.connect(sys.argv[1], isolation_level=None)\nprint('|'.join(str(r[0]) for s in sys.argv[2].split(';') for r in c.execute(s)))", _folder.PathOf("data.db"), statements).Trim();

    /// <summary>Holds the database open, with something in its log that is not in the database yet.</summary>
    private ChildProcess Writer()
    {
        var child = ChildProcess.Start("python3", "-I", "-c", "import sqlite3, sys\nc = sqlite3.connect(sys.argv[1]); c.execute('SELECT * FROM t').fetchall(); print('open', flush=True); sys.stdin.read()", _folder.PathOf("data.db"));
        child.FirstLine = child.Process.StandardOutput.ReadLine()!;
        return child;
    }
}
