using Shipkeeper.Model;

namespace Shipkeeper.Tests.Model;

public sealed class VariablesTests
{
    private static readonly Dictionary<string, string> Values = new() { ["NAME"] = "blog", ["EMPTY"] = "" };

    [Theory]
    [InlineData("no variable", "no variable")]
    [InlineData("$NAME/x", "blog/x")]
    [InlineData("${NAME}.yaml", "blog.yaml")]
    [InlineData("$GONE|${GONE}|", "||")]
    [InlineData("${GONE:-x}${GONE-y}", "xy")]
    [InlineData("${EMPTY:-x}${EMPTY-y}", "x")]
    [InlineData("${NAME:-x}${NAME-y}", "blogblog")]
    [InlineData("${NAME:+x}${EMPTY:+y}${EMPTY+z}${GONE+w}", "xz")]
    [InlineData("${NAME:?must be set}${NAME?must}", "blogblog")]
    [InlineData("$$NAME $${NAME}", "$NAME ${NAME}")]
    [InlineData("cost: 5$", "cost: 5$")]
    [InlineData("${not closed", "${not closed")]
    public void Variables_are_replaced_as_compose_does_it(string text, string expected) => Assert.Equal(expected, Variables.Replace(text, Values));
}
