using NuGet.Versioning;
using Shipkeeper.Engine;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Tests.PlatformFile;

public sealed class PlatformFileReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("shipkeeper-platform-file-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_that_is_not_there_is_missing()
    {
        var path = Path.Combine(_folder.FullName, "nowhere", "shipkeeper.yaml");

        var refusal = Assert.Throws<ShipkeeperException>(() => PlatformFileReader.Read(path));

        Assert.Equal("platform-file.missing", refusal.Code.Name);
        Assert.Equal($"There is no platform file '{path}'.", refusal.Message);
    }

    [Fact]
    public void A_directory_in_its_place_is_unreadable()
    {
        var refusal = Assert.Throws<ShipkeeperException>(() => PlatformFileReader.Read(_folder.FullName));

        Assert.Equal("platform-file.unreadable", refusal.Code.Name);
    }

    [Fact]
    public void Messages_name_the_file_that_was_read()
    {
        var path = Path.Combine(_folder.FullName, "other.yaml");
        File.WriteAllLines(path, ["platfrom: blog"]);

        var refusal = Assert.Throws<ShipkeeperException>(() => PlatformFileReader.Read(path));

        Assert.Equal("other.yaml has 2 mistakes.", refusal.Message);
        Assert.Equal("other.yaml:1:1: platfrom: unknown key; did you mean 'platform'?", refusal.Details[1]);
    }

    [Theory]
    [InlineData("0.1.0")]
    [InlineData("0.5.0-rc.1")]
    public void A_version_in_the_required_range_may_manage_the_platform(string version) =>
        PlatformFileReader.RequireVersion(PlatformFileReader.Parse("platform: blog\nrequires: '>=0.1'"), SemanticVersion.Parse(version));

    [Fact]
    public void A_version_outside_the_required_range_is_refused()
    {
        var platform = PlatformFileReader.Parse("platform: blog\nrequires: '>=0.4 <0.6'");

        var refusal = Assert.Throws<ShipkeeperException>(() => PlatformFileReader.RequireVersion(platform, new(0, 6, 0)));

        Assert.Equal(("platform-file.version", ErrorKind.Refused), (refusal.Code.Name, refusal.Code.Kind));
        Assert.Equal("This platform requires Shipkeeper >=0.4 <0.6, and this is 0.6.0.", refusal.Message);
    }

    [Fact]
    public void Every_error_explains_itself() =>
        Assert.All(PlatformFileErrors.All, code => Assert.InRange(code.Meaning.Length, 100, 600));
}
