using Shipkeeper.Modules;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Modules;

public sealed class ModuleReplacementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModuleTree _tree;
    private readonly ModuleReplacement _replacement;

    public ModuleReplacementTests()
    {
        _tree = new(new RootedFiles(_folder.Path));
        _replacement = new(_tree, "a");
        _folder.Write("modules/a/index.json", IndexOf("1.0.0"));
    }

    [Fact]
    public void Code_that_is_taken_back_leaves_what_was_said_of_the_code_before_it()
    {
        Put("2.0.0", from: "1.0.0");
        Put("3.0.0", from: "2.0.0");
        Assert.Equal(("3.0.0", "content of 3.0.0", "1.0.0"), Unproven());

        _replacement.TakeBack("3.0.0", "2.0.0");

        Assert.Equal("2.0.0", _tree.Find("a")!.Index!.VersionText);
        Assert.Equal(("2.0.0", "content of 2.0.0", "1.0.0"), Unproven());
    }

    [Fact]
    public void What_was_not_yet_put_is_taken_back_without_touching_the_code_before_it()
    {
        Put("2.0.0", from: "1.0.0");
        Stage("3.0.0");

        _replacement.TakeBack("3.0.0", "2.0.0");

        Assert.Equal("2.0.0", _tree.Find("a")!.Index!.VersionText);
        Assert.Equal(("2.0.0", "content of 2.0.0", "1.0.0"), Unproven());
    }

    [Fact]
    public void The_first_new_code_that_is_taken_back_leaves_nothing_to_prove()
    {
        Put("2.0.0", from: "1.0.0");

        _replacement.TakeBack("2.0.0", "1.0.0");

        Assert.Equal("1.0.0", _tree.Find("a")!.Index!.VersionText);
        Assert.Null(_replacement.FindUnproven());
    }

    [Fact]
    public void Old_code_comes_back_in_the_place_of_a_folder_that_is_gone()
    {
        Put("2.0.0", from: "1.0.0");
        var unproven = _replacement.FindUnproven()!;
        _tree.Files.Remove("modules/a");

        _replacement.PutBack(FailureOf(unproven), index: null);

        Assert.Equal("1.0.0", _tree.Find("a")!.Index!.VersionText);
        Assert.Equal("2.0.0", _replacement.FindFailure()!.Version);
    }

    [Fact]
    public void Code_that_failed_and_is_brought_in_once_more_has_not_failed_yet()
    {
        Put("2.0.0", from: "1.0.0");
        var unproven = _replacement.FindUnproven()!;
        _replacement.PutBack(FailureOf(unproven), index: null);

        Put("2.0.0", from: "1.0.0");

        Assert.Null(_replacement.FindFailure());
    }

    [Fact]
    public void Code_that_failed_and_is_taken_back_before_it_was_tried_once_more_has_still_failed()
    {
        Put("2.0.0", from: "1.0.0");
        var unproven = _replacement.FindUnproven()!;
        _replacement.PutBack(FailureOf(unproven), index: null);
        Put("2.0.0", from: "1.0.0");

        _replacement.TakeBack("2.0.0", "1.0.0");

        Assert.Equal(FailureOf(unproven), _replacement.FindFailure());
    }

    public void Dispose() => _folder.Dispose();

    private static string IndexOf(string version) => $$$"""{"metadata":{"schema_version":"{{{version}}}"}}""";

    private static ModuleFailure FailureOf(UnprovenModule code) => new(code.Version, code.Content, "it failed", default, "operation");

    private void Put(string version, string from)
    {
        Stage(version);
        _replacement.PutStaged(new(version, $"content of {version}", from));
    }

    private void Stage(string version) => _folder.Write(".shipkeeper/staged/a/index.json", IndexOf(version));

    private (string Version, string Content, string From)? Unproven() => _replacement.FindUnproven() is { } code ? (code.Version, code.Content, code.From) : null;
}
