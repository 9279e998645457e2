using System.Text.Json;
using Shipkeeper.BuiltIn;
using Shipkeeper.Engine;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.BuiltIn;

public sealed class BuiltInConfigTests
{
    [Theory]
    [InlineData("""{"image_days": "many"}""", "'image_days' is to be a whole number, 0 or more")]
    [InlineData("""{"image_days": 99999999999}""", "'image_days' is to be a whole number, 0 or more")]
    [InlineData("""{"logs": [], "image_days": -3}""", "'image_days' is to be a whole number, 0 or more")]
    [InlineData("""{"logs": "/var/log"}""", "'logs' is to be a list")]
    [InlineData("""{"logs": null}""", "'logs' is to be a list")]
    [InlineData("""{"logs": [{"folder": "/var/log/app", "names": "*.log.*", "days": "x"}]}""", "'logs[0].days' is not of the kind that docs/modules.md wants there")]
    [InlineData("""{"days": 3}""", "there is no setting 'days'; there are image_days, journal_megabytes, container_log_megabytes, logs, platforms, free_megabytes")]
    [InlineData("[]", "'config' is no object")]
    public async Task A_mistake_is_named_in_the_words_of_the_index(string config, string reason)
    {
        var module = BuiltInModules.Require("disk-space", new ToolRunner(TimeProvider.System), TimeProvider.System);
        var run = new BuiltInRun(Applies: false, JsonSerializer.Deserialize<JsonElement>(config), new(Path.GetTempPath()), _ => { });

        var failure = await Assert.ThrowsAsync<ShipkeeperException>(() => module.RunAsync(run, TestContext.Current.CancellationToken));

        Assert.Equal($"the configuration of module 'disk-space' cannot be understood: {reason}.", failure.Message);
    }
}
