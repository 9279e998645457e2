using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>
/// An upgrade whose processes were all killed while it served, and that is found unhealthy long after: what was written meanwhile is for a person
/// to decide about.
/// </summary>
public sealed class StuckScenarios
{
    [Theory]
    [InlineData("keep", "two+since")]
    [InlineData("restore", "one")]
    public async Task A_person_decides_about_data_that_the_application_has_worked_with(string decision, string notes)
    {
        await using var versions = await TwoVersions.StartAsync(withDatabase: true);
        var platform = versions.Platform;
        await LeaveServingAsync(versions);
        await versions.SqlAsync("insert into notes values ('since')");

        (await platform.RunAsync("start --as-released")).Fails(5, "operation.stuck").Says("had been serving since");
        (await platform.RunAsync("resume")).Fails(5, "resume.data").Says("goes out of use", "--data keep");
        (await platform.RunAsync($"resume --data {decision}")).Exits(0).Says("release 1 is up again");

        Assert.Equal(notes, await versions.SqlAsync("select string_agg(version, '+' order by version desc) from notes"));
        Assert.Contains("this is one", await platform.GetAsync(), StringComparison.Ordinal);
        Assert.Equal("rolled-back", platform.Journals.Newest.End);
        (await platform.RunAsync("start")).Exits(0);
    }

    /// <summary>On the new release, which does not answer; longer than its patience, which is short.</summary>
    private static async Task LeaveServingAsync(TwoVersions versions)
    {
        var platform = versions.Platform;
        versions.Write("two");
        platform.Write("shipkeeper.yaml", platform.Read("shipkeeper.yaml").Replace("health: {store: {tcp: 5432, patience: 60s}}", "health: {store: {tcp: 5432, patience: 4s}, web: {tcp: 8000, patience: 4s}}", StringComparison.Ordinal));
        platform.Write("compose.yaml", platform.Read("compose.yaml").Replace("command: [httpd, -f, -p, \"8000\", -h, /pages]", "command: [sleep, \"1000\"]", StringComparison.Ordinal));
        var upgrade = platform.Start("upgrade");

        // It opens the database, starts the application, and then asks the gate.
        await Until.TrueAsync(
            () => platform.Journals.All is [.., { Verb: "upgrade" } last] && last.Events.SkipWhile(one => one != "serving").Count(one => one == "step-begun") == 3,
            "the gate of the new release waits");
        (await Program.RunAsync("pkill", "-KILL", "-f", $"{platform.Folder} --quiet recover$")).Exits(0);
        await upgrade.KillAndAwaitAsync();
        await Task.Delay(TimeSpan.FromSeconds(6));
        Assert.Equal("step-begun", platform.Journals.Newest.End);
    }
}
