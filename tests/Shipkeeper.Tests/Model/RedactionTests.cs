using Shipkeeper.Model;

namespace Shipkeeper.Tests.Model;

public sealed class RedactionTests
{
    [Fact]
    public void A_known_value_is_taken_out_wherever_it_stands() =>
        Assert.Equal("login ***:*** failed", new Redaction(["hunter22", "s3cr3t!"]).Apply("login hunter22:s3cr3t! failed"));

    [Fact]
    public void A_value_that_holds_another_goes_whole() =>
        Assert.Equal("url ***", new Redaction(["password", "postgres://u:password@db"]).Apply("url postgres://u:password@db"));

    [Fact]
    public void A_short_value_would_take_ordinary_words_away_and_stays() =>
        Assert.Equal("admin went on", new Redaction(["on", "admin"]).Apply("admin went on"));

    [Fact]
    public void A_value_of_several_lines_is_known_by_each_of_them() =>
        Assert.Equal("read ***", new Redaction(["-----BEGIN KEY-----\r\nMIIBVgIBADANBg\r\n-----END KEY-----"]).Apply("read MIIBVgIBADANBg"));
}
