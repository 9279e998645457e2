using Shipkeeper.Docker.Tests.Postgres;

namespace Shipkeeper.Docker.Tests.Config;

/// <summary>SQL of a platform's author that a real server refuses.</summary>
public sealed class SectionSqlTests(PostgresServer server)
{
    [Fact]
    public async Task What_the_server_refuses_is_told_with_its_line_and_nothing_is_stored()
    {
        using var platform = await ConfigPlatform.CreateAsync(server, """
              broken:
                fields: {size: {type: integer, default: 5}}
                write: |
                  insert into pins values (@size);
                  insert into pins
                    select @size from
                      nowhere
            """);

        var run = await platform.RunAsync("broken");

        Assert.Equal(new Ran(1, "", $"""
            error: 'write' of the section 'broken', line 4: relation "nowhere" does not exist (42P01).
              try: shipkeeper -C {platform.Path} migrate status
                   (config.sql-failed; 'shipkeeper explain config.sql-failed' says more)

            """), run);
        Assert.Equal("0", await platform.AskAsync("select count(*) from pins"));
    }

    [Fact]
    public async Task What_was_entered_in_secret_is_not_in_the_servers_words()
    {
        using var platform = await ConfigPlatform.CreateAsync(server, """
              pin:
                fields: {pin: {prompt: hidden}}
                write: insert into pins values (@pin)
            """);

        var run = await platform.RunAsync("pin", "--pin-file", platform.Write("pin", "x9"));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: 'write' of the section 'pin', line 1: invalid input syntax for type integer: \"***\" (22P02).\n", run.Error);
        Assert.DoesNotContain("x9", run.Error);
    }

    [Fact]
    public async Task Words_of_a_function_are_told_without_secrets()
    {
        using var platform = await ConfigPlatform.CreateAsync(server, """
              loud:
                fields: {secret: {prompt: hidden}}
                write: select shout(@secret)
            """);
        await platform.AskAsync("create function shout(words text) returns void language plpgsql as $$ begin raise exception 'not %', words using hint = 'try ' || words; end $$");

        var run = await platform.RunAsync("loud", "--secret-file", platform.Write("secret", "whisper"));

        Assert.Contains("line 1: not *** (P0001).\n    the server's hint: try ***\n    PL/pgSQL function shout(text) line 1 at RAISE\n", run.Error);
        Assert.DoesNotContain("whisper", run.Error);
    }

    [Fact]
    public async Task A_check_that_waits_for_the_commit_is_told_as_the_end()
    {
        using var platform = await ConfigPlatform.CreateAsync(server, """
              late:
                fields: {name: {default: nobody}}
                write: insert into notes values (@name)
            """);
        await platform.AskAsync("create table notes (name text references users deferrable initially deferred)");

        Assert.StartsWith("error: 'write' of the section 'late', at its end: insert or update on table \"notes\" violates foreign key constraint", (await platform.RunAsync("late")).Error);
        Assert.Equal("0", await platform.AskAsync("select count(*) from notes"));
    }

    [Fact]
    public async Task A_read_cannot_change_anything()
    {
        using var platform = await ConfigPlatform.CreateAsync(server, """
              careless:
                fields: {name: {default: x}}
                write: insert into pins values (length(@name))
                read: delete from users returning name
            """);
        await platform.RunAsync("admin");

        var shown = await platform.RunAsync("careless", "--show");

        Assert.StartsWith("error: 'read' of the section 'careless', line 1: cannot execute DELETE in a read-only transaction (25006).\n", shown.Error);
        Assert.Equal("1", await platform.AskAsync("select count(*) from users"));
        Assert.Contains("careless  unknown", (await platform.RunAsync("status")).Output);
    }

    [Fact]
    public async Task A_section_that_nobody_can_ask_about_is_set_whenever_it_is_called()
    {
        using var platform = await ConfigPlatform.CreateAsync(server, """
              blind:
                fields: {size: {type: integer, default: 5}}
                write: insert into pins values (@size)
            """);

        await platform.RunAsync("blind");
        await platform.RunAsync("blind");

        Assert.Equal("2", await platform.AskAsync("select count(*) from pins"));
        Assert.Equal("blind: nobody can tell whether it is set: it has no 'read'\n", (await platform.RunAsync("blind", "--show")).Output);
    }

    [Fact]
    public async Task Without_the_right_to_our_schema_that_is_what_is_said()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);
        var role = platform.Login.Database;
        await platform.AskAsync($"create role {role} login password '{PostgresServer.Password}'");
        platform.Write("shipkeeper.yaml", File.ReadAllText(Path.Combine(platform.Path, "shipkeeper.yaml")).Replace("user: postgres", $"user: {role}"));

        var run = await platform.RunAsync("limits");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: the database refused what Shipkeeper keeps in it: permission denied for database", run.Error);
    }
}
