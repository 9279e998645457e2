using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Tests.Postgres;

public sealed class PostgresProgramsTests
{
    private static readonly PostgresLogin Login = new(new("10.0.0.7", 5432), "ann", "s3cr3t-value", "it's \\ mine", "shipkeeper/01K");

    [Fact]
    public void A_password_goes_by_the_environment_alone()
    {
        var (dump, restore) = (PostgresPrograms.Dump(Login, TimeSpan.FromHours(1)), PostgresPrograms.Restore(Login, Stream.Null, TimeSpan.FromHours(1)));

        Assert.Equal("pg_dump --format=custom --compress=1 --no-password --lock-wait-timeout=10s", string.Join(' ', dump.Arguments));
        Assert.Equal("pg_restore --exit-on-error --no-password --dbname=dbname='it\\'s \\\\ mine'", string.Join(' ', restore.Arguments));
        Assert.Equal(("s3cr3t-value", "ann", "it's \\ mine", "shipkeeper/01K"), (dump.Environment["PGPASSWORD"], dump.Environment["PGUSER"], dump.Environment["PGDATABASE"], dump.Environment["PGAPPNAME"]));
        Assert.Equal(dump.Environment, restore.Environment);
    }

    [Fact]
    public void A_dump_is_listed_without_a_server() => Assert.Equal(["pg_restore", "--list"], PostgresPrograms.List(Stream.Null, TimeSpan.FromHours(1)).Arguments);
}
