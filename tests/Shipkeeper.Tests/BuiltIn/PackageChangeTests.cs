using Shipkeeper.Tools.Apt;

namespace Shipkeeper.Tests.BuiltIn;

public sealed class PackageChangeTests
{
    [Theory]
    [InlineData("Inst libc6 [2.36-9] (2.36-10 Debian:12/stable [amd64])", "libc6 2.36-9 -> 2.36-10")]
    [InlineData("Inst libc6 [2.36-9] (2.36-10 Debian:12/stable [amd64]) []", "libc6 2.36-9 -> 2.36-10")]
    [InlineData("Inst libc6:i386 [2.36-9] (2.36-10 Debian:12/stable [i386]) [libc6:amd64 ]", "libc6:i386 2.36-9 -> 2.36-10")]
    [InlineData("Inst linux-image-6.1 (6.1.192-2 Debian-Security:12/oldstable-security [amd64])", "linux-image-6.1 6.1.192-2, which is new")]
    [InlineData("Remv exim4 [4.96-15]", "exim4 4.96-15 goes")]
    public void What_apt_would_do_is_read_line_by_line(string line, string change) => Assert.Equal(change, Assert.Single(PackageChange.ReadAll($"Reading package lists...\n{line}\nConf libc6 (2.36-10 Debian:12/stable [amd64])\n")).ToString());
}
