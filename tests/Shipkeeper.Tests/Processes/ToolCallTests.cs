using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.Processes;

public sealed class ToolCallTests
{
    [Fact]
    public void The_command_line_can_be_pasted()
    {
        var call = ToolCall.Of("docker", "compose", "-f", "/srv/my app/compose.yaml", "exec", "it's", "", "a\nb", "$HOME");

        Assert.Equal("docker compose -f '/srv/my app/compose.yaml' exec 'it'\\''s' '' 'a\nb' '$HOME'", call.ToString());
    }

    [Fact]
    public void Environment_and_input_are_never_printed()
    {
        var call = ToolCall.Of("psql") with
        {
            Environment = new Dictionary<string, string> { ["PGPASSWORD"] = "canary" },
            Input = "canary"u8.ToArray(),
        };

        Assert.Equal("psql", $"{call}");
    }

    [Fact]
    public void Equal_calls_compare_equal()
    {
        Assert.Equal(ToolCall.Of("git", "fetch"), ToolCall.Of("git", "fetch"));
        Assert.NotEqual(ToolCall.Of("git", "fetch"), ToolCall.Of("git", "pull"));
        Assert.NotEqual(ToolCall.Of("git") with { Input = new byte[] { 1 } }, ToolCall.Of("git"));
        Assert.Equal(ToolCall.Of("git", "fetch").GetHashCode(), ToolCall.Of("git", "fetch").GetHashCode());
    }
}
