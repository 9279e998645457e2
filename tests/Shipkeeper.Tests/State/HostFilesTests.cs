using Shipkeeper.State;
using Shipkeeper.Tools.Git;

namespace Shipkeeper.Tests.State;

public sealed class HostFilesTests
{
    private static readonly string[] Files =
        ["compose.override.yaml", "compose.yaml", "conf.d/a.conf", "hooks/after-upgrade", "mail.env", "schema/001_a.sql", "shipkeeper.yaml", "versions.json"];

    [Fact]
    public void In_a_checkout_they_are_what_git_does_not_follow() =>
        Assert.Equal(
            ["conf.d/a.conf", "mail.env", "shipkeeper.yaml"],
            Find(new("0123", Dirty: true, ["conf.d/a.conf", "data/rows", "hooks/after-upgrade", "mail.env", "schema/001_a.sql", "shipkeeper.yaml"])));

    [Fact]
    public void In_a_plain_folder_they_are_single_files_that_the_platform_file_does_not_name() =>
        Assert.Equal(["compose.override.yaml", "mail.env"], Find(checkout: null));

    [Fact]
    public void A_checkout_that_follows_none_of_them_says_nothing() =>
        Assert.Equal(Find(checkout: null), Find(new("0123", Dirty: true, Files)));

    private static IEnumerable<string> Find(Checkout? checkout) =>
        HostFiles.Of(
            Samples.Platform("platform: shop\ndatabase: {service: db, user: u, name: n, password: P, migrations: {directory: schema}}\nsecrets: {P: {generate: hex}}\nlayers: {infrastructure: [db]}"),
            new([.. Files.Where(file => !file.Contains('/', StringComparison.Ordinal))], ["conf.d", "hooks", "schema"], [".env"], "schema"),
            Files,
            checkout).Order(StringComparer.Ordinal);
}
