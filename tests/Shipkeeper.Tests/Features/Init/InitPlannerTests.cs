using Shipkeeper.Features.Init;
using Shipkeeper.Model;
using Shipkeeper.State;

namespace Shipkeeper.Tests.Features.Init;

public sealed class InitPlannerTests
{
    private const string Yaml = """
        platform: shop
        settings:
          mode: [production, dev]
          hostname: {ask: "Public host name", default: localhost}
        secrets:
          ENCRYPTION_KEY: {generate: fernet}
          POSTGRES_PASSWORD: {generate: token, bytes: 32}
          SMTP_PASSWORD: {ask: "SMTP password", optional: true}
          CLOUD_TOKEN: {from: env}
        """;

    private static readonly GitExclude Exclude = new("/srv/shop/.git/info/exclude", ["/.env", "/.shipkeeper/"]);

    [Fact]
    public void The_first_time_everything_is_written_and_kept_out_of_git() => Golden.Matches(
        PlanSheet.Of(InitPlanner.Plan(Samples.Platform(Yaml), Settings("production"), [], [], Exclude)), "init.txt");

    [Fact]
    public void A_second_time_there_is_nothing_to_do() => Assert.True(
        InitPlanner.Plan(Complete(), Settings("production"), [], [], Exclude with { Missing = [] }).IsEmpty);

    [Fact]
    public void Only_what_is_missing_or_was_just_given_is_written() => Golden.Matches(
        PlanSheet.Of(InitPlanner.Plan(Complete("ENCRYPTION_KEY=\nPOSTGRES_PASSWORD=kept-as-it-stands\n"), Settings("dev"), ["SMTP_PASSWORD"], lost: [], exclude: null)), "init-again.txt");

    [Fact]
    public void A_secret_that_is_lost_is_put_back_and_no_other_made_in_the_place_of_one() => Assert.Equal(
        [".env: write POSTGRES_PASSWORD"],
        InitPlanner.Plan(Complete(secrets: ""), Settings("production"), ["POSTGRES_PASSWORD"], ["ENCRYPTION_KEY", "POSTGRES_PASSWORD"], exclude: null)
            .Stages.SelectMany(stage => stage.Steps).Select(step => step.Reason));

    [Fact]
    public void A_plan_never_holds_a_secret() =>
        Assert.DoesNotContain("kept-as-it-stands", InitPlanner.Plan(Complete(), Settings("dev"), ["POSTGRES_PASSWORD"], [], Exclude).ToCanonicalJson());

    private static Platform Complete(string secrets = "ENCRYPTION_KEY=AAAA\nPOSTGRES_PASSWORD=kept-as-it-stands\n") =>
        Samples.Platform(Yaml, secrets, settings: "MODE=production\nHOSTNAME=localhost\n");

    private static Dictionary<string, string> Settings(string mode) => new() { ["mode"] = mode, ["hostname"] = "localhost" };
}
