using System.Text.Json.Nodes;
using Shipkeeper.Engine;
using Shipkeeper.Modules.State;

namespace Shipkeeper.Tests.Modules.State;

public sealed class StateRequestTests
{
    [Fact]
    public void A_declaration_is_read_as_old_modules_write_it()
    {
        var request = Read("""
            {
              "description": "before the update",
              "files": ["/etc/website/", {"path": "/var/lib/website"}, "/etc/website/inner/file"],
              "directories": "/srv/website",
              "services": ["website", {"name": "website.timer"}],
              "databases": ["/srv/data.db", {"type": "postgres", "database": "shop", "port": "5433", "username": "shop", "password": "s3cret"}]
            }
            """);

        Assert.Equal(("before the update", "/etc/website /var/lib/website /srv/website", "website website.timer"), (request.Description, string.Join(' ', request.Files), string.Join(' ', request.Services)));
        Assert.Equal(
            [new(StateDatabaseKind.Sqlite, "/srv/data.db"), new(StateDatabaseKind.Postgresql, "shop", null, 5433, "shop") { Password = "s3cret" }],
            request.Databases);
    }

    [Theory]
    [InlineData("""{"files": ["etc/website"]}""", "'etc/website' is no absolute path")]
    [InlineData("""{"files": ["/"]}""", "'/' is no absolute path")]
    [InlineData("""{"files": [{"name": "x"}]}""", "an entry has no 'path'")]
    [InlineData("""{"services": ["--now"]}""", "'--now' is no name of a service")]
    [InlineData("""{"databases": [{"type": "mysql", "name": "x"}]}""", "a database of the kind 'mysql' is neither 'postgresql' nor 'sqlite'")]
    [InlineData("""{"databases": [{"type": "postgresql"}]}""", "a PostgreSQL database has no name")]
    [InlineData("""{"databases": [{"name": "x", "port": "70000"}]}""", "'70000' is no port")]
    public void What_cannot_be_understood_is_refused(string state, string problem)
    {
        var error = Assert.Throws<ShipkeeperException>(() => Read(state));

        Assert.Equal(("modules.bad-state", $"what is to be backed up cannot be understood: {problem}."), (error.Code.Name, error.Message));
    }

    [Fact]
    public void A_password_goes_by_the_environment_and_nowhere_else()
    {
        var database = new StateDatabase(StateDatabaseKind.Postgresql, "it's", "db.example", 5433, "shop", "postgres") { Password = "s3cret" };

        var call = StateCalls.RestorePostgres(database);

        Assert.Equal(@"runuser -u postgres -- pg_restore --single-transaction --clean --if-exists --exit-on-error --no-password '--dbname=dbname='\''it\'\''s'\'''", call.ToString());
        Assert.Equal("s3cret", call.Environment["PGPASSWORD"]);
        Assert.DoesNotContain("s3cret", database.Describe());
    }

    private static StateRequest Read(string state) => StateRequest.OfDeclared(new() { ["config"] = new JsonObject { ["state"] = JsonNode.Parse(state) } });
}
