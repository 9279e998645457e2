using Shipkeeper.Engine;
using Shipkeeper.Migrations;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Migrations;

public sealed class MigrationFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void They_are_read_in_the_order_of_their_numbers()
    {
        WriteAll("10_j.sql", "009_i.sql", "8_h.sql", "README.md");

        var files = Read();

        Assert.Equal([8, 9, 10], files.Select(file => file.Number));
        Assert.Equal(("009", "i", "schema/009_i.sql"), (files[1].Digits, files[1].Name, files[1].Path));
    }

    [Fact]
    public void Everything_that_is_wrong_with_their_names_is_told_at_once()
    {
        WriteAll("001_a.sql", "002_b.sql", "2_also.sql", "005_e.sql", "seven.sql", "006-dash.sql");

        var error = Assert.Throws<ShipkeeperException>(Read);

        Assert.Equal("migration.files-refused", error.Code.Name);
        Assert.Equal(
        [
            "schema/006-dash.sql: its name is not NNN_name.sql",
            "schema/seven.sql: its name is not NNN_name.sql",
            "schema/2_also.sql: it has the same number as 002_b.sql",
            "schema/005_e.sql: there is a gap before it; the file before is 2_also.sql",
        ], error.Details);
    }

    [Fact]
    public void They_may_begin_with_any_number()
    {
        WriteAll("040_baseline.sql", "041_next.sql");

        Assert.Equal(2, Read().Count);
    }

    [Fact]
    public void A_link_is_refused_because_no_release_would_hold_it()
    {
        WriteAll("001_a.sql");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "schema/002_b.sql"), "001_a.sql");

        Assert.Equal("schema/002_b.sql: it is a link, and a release holds files alone.", Assert.Throws<ShipkeeperException>(Read).Message);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told() => Assert.Contains("there is no folder schema", Assert.Throws<ShipkeeperException>(Read).Message);

    public void Dispose() => _folder.Dispose();

    private void WriteAll(params string[] names)
    {
        foreach (var name in names)
        {
            _folder.Write($"schema/{name}", "select 1;");
        }
    }

    private IReadOnlyList<Migration> Read() => MigrationFiles.Read(new RootedFiles(_folder.Path), release: null, "schema");
}
