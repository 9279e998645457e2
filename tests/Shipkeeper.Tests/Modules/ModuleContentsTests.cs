using System.Text;
using Shipkeeper.Modules;
using Shipkeeper.Tools.Git;

namespace Shipkeeper.Tests.Modules;

public sealed class ModuleContentsTests
{
    private static readonly Dictionary<string, byte[]> NoContents = [];

    [Theory]
    [InlineData("modules/m/index.json")]
    [InlineData("modules/m/deep/er/..hidden")]
    [InlineData("modules/m/ünï")]
    public void Usual_names_are_taken(string path) => Assert.Null(ModuleContents.FindFault("m", [Entry(path)], NoContents));

    [Theory]
    [InlineData("modules/m/../../etc/passwd", "a file has a name that leads elsewhere ('modules/m/../../etc/passwd')")]
    [InlineData("modules/m/.git/config", "a file has a name that leads elsewhere ('modules/m/.git/config')")]
    [InlineData("modules/m//x", "a file has a name that leads elsewhere ('modules/m//x')")]
    [InlineData("modules/m/a\nb", "a file has a control character in its name ('modules/m/a?b')")]
    [InlineData("modules/m/\uFFFD", "a file has a name that is no UTF-8 ('modules/m/\uFFFD')")]
    public void Other_names_are_not(string path, string fault) => Assert.Equal(fault, ModuleContents.FindFault("m", [Entry(path)], NoContents));

    [Fact]
    public void A_name_that_no_disk_takes_is_none() => Assert.StartsWith("a file has a name that no disk takes", ModuleContents.FindFault("m", [Entry("modules/m/" + new string('x', 4000))], NoContents));

    [Fact]
    public void A_submodule_is_not_taken() => Assert.Equal("'modules/m/x' is a submodule, and those are not fetched", ModuleContents.FindFault("m", [Entry("modules/m/x", GitEntryKind.Submodule)], NoContents));

    [Fact]
    public void A_file_has_a_limit() => Assert.Equal("'modules/m/x' is larger than 64 MiB", ModuleContents.FindFault("m", [Entry("modules/m/x", bytes: (64 << 20) + 1)], NoContents));

    [Theory]
    [InlineData("..m")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("-x")]
    public void A_module_has_a_plain_name(string name) => Assert.Equal("its name is none that a module can have", ModuleContents.FindFault(name, [], NoContents));

    [Theory]
    [InlineData("other.txt", true)]
    [InlineData("../m/other.txt", true)]
    [InlineData("../../m/x", true)]
    [InlineData("../other", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("../../../../../etc/passwd", false)]
    [InlineData("", false)]
    [InlineData("../mm/x", false)]
    [InlineData("./a/b", true)]
    [InlineData("a/../b", false)]
    public void A_link_stays_in_its_module(string target, bool stays) =>
        Assert.Equal(stays, ModuleContents.StaysInside("m", Entry(target.StartsWith("../../m", StringComparison.Ordinal) ? "modules/m/d/link" : "modules/m/link", GitEntryKind.Link), Encoding.UTF8.GetBytes(target)));

    private static GitEntry Entry(string path, GitEntryKind kind = GitEntryKind.File, long bytes = 1) => new(kind, "id", bytes, path);
}
