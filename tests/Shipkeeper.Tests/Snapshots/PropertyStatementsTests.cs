using Shipkeeper.Snapshots;

namespace Shipkeeper.Tests.Snapshots;

public sealed class PropertyStatementsTests
{
    private static readonly DatabaseProperties Plain = new(
        "ann", "UTF8", "C.UTF-8", "C.UTF-8", "c", null, null, null, "pg_default", ConnectionLimit: -1, IsTemplate: false, Comment: null, Grants: null, Settings: [], Labels: []);

    [Fact]
    public void A_database_that_nobody_has_touched_needs_nothing() => Assert.Empty(PropertyStatements.Of(Plain, "copy"));

    [Theory]
    [InlineData("search_path=ag_catalog, \"$user\", public", "set \"search_path\" to 'ag_catalog', '$user', 'public'")]
    [InlineData("search_path=\"odd, \"\"name\", app", "set \"search_path\" to 'odd, \"name', 'app'")]
    [InlineData("search_path=\"\"", "set \"search_path\" to ''")]
    [InlineData("temp_tablespaces=", "set \"temp_tablespaces\" to ''")]
    [InlineData("app.greeting=it's a, \\ b=c", "set \"app.greeting\" to  E'it''s a, \\\\ b=c'")]
    public void A_setting_is_written_so_that_the_server_keeps_the_same_text(string kept, string expected) => Assert.Equal(
        [$"alter database \"copy\" {expected}", $"alter role \"bob\" in database \"copy\" {expected}"],
        PropertyStatements.Of(Plain with { Settings = [DatabaseSetting.Of(null, kept), DatabaseSetting.Of("bob", kept)] }, "copy"));

    [Fact]
    public void Privileges_come_in_their_order_each_from_who_gave_it() => Assert.Equal(
        [
            "revoke all on database \"copy\" from public, \"ann\"",
            "grant CONNECT on database \"copy\" to public",
            "grant CREATE on database \"copy\" to \"bob\" with grant option",
            "set local role \"bob\"",
            "grant CREATE on database \"copy\" to \"eve\"",
            "set local role none",
        ],
        PropertyStatements.Of(Plain with { Grants = [new("ann", null, "CONNECT", false), new("ann", "bob", "CREATE", true), new("bob", "eve", "CREATE", false)] }, "copy"));

    [Fact]
    public void Labels_and_templates_are_kept() => Assert.Equal(
        ["security label for \"selinux\" on database \"copy\" is 'x'", "alter database \"copy\" is_template true"],
        PropertyStatements.Of(Plain with { Labels = [new("selinux", "x")], IsTemplate = true }, "copy"));
}
