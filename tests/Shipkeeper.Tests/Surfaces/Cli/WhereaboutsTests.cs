using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Tests.Surfaces.Cli;

public sealed class WhereaboutsTests
{
    [Theory]
    [InlineData("shipkeeper start", "shipkeeper -C '/srv/my platform' start")]
    [InlineData("shipkeeper upgrade, to make them a release; or: shipkeeper start --as-released", "shipkeeper -C '/srv/my platform' upgrade, to make them a release; or: shipkeeper -C '/srv/my platform' start --as-released")]
    [InlineData("put it back, and run 'shipkeeper init'", "put it back, and run 'shipkeeper -C '/srv/my platform' init'")]
    [InlineData("shipkeeper explain modules.failed", "shipkeeper explain modules.failed")]
    [InlineData("shipkeeper --help", "shipkeeper --help")]
    [InlineData("ls -l /opt/shipkeeper x", "ls -l /opt/shipkeeper x")]
    public void A_proposed_command_looks_at_the_platform_that_the_given_one_was_told_to_look_at(string hint, string expected) =>
        Assert.Equal(expected, new Whereabouts("/srv/my platform", Tree: null).AddTo(hint));

    [Theory]
    [InlineData("shipkeeper modules status clock", "shipkeeper modules status --path tree clock")]
    [InlineData("shipkeeper modules run", "shipkeeper modules run --path tree --cache 'my cache'")]
    [InlineData("shipkeeper modules check --repository URL", "shipkeeper modules check --path tree --cache 'my cache' --repository URL")]
    [InlineData("shipkeeper modules --help", "shipkeeper modules --help")]
    [InlineData("shipkeeper doctor", "shipkeeper doctor")]
    public void A_proposed_command_looks_at_the_module_tree_that_the_given_one_was_told_to_look_at(string hint, string expected) =>
        Assert.Equal(expected, new Whereabouts(Platform: null, "tree", "my cache").AddTo(hint));

    [Theory]
    [InlineData("shipkeeper modules run --repository URL", "shipkeeper modules run --signers 'my friends' --repository URL")]
    [InlineData("shipkeeper modules list", "shipkeeper modules list")]
    public void A_proposed_command_believes_whom_the_given_one_was_told_to_believe(string hint, string expected) =>
        Assert.Equal(expected, (Whereabouts.Usual with { Signers = "my friends" }).AddTo(hint));

    [Fact]
    public void Where_nothing_was_said_a_hint_stays_as_it_is() => Assert.Equal("shipkeeper start", Whereabouts.Usual.AddTo("shipkeeper start"));
}
