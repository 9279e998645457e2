namespace Shipkeeper.Tools.Cryptography;

/// <summary>What <see cref="Bcrypt"/> says when the system cannot hash.</summary>
public static class BcryptErrors
{
    private static readonly ErrorCode NoBcryptCode = new(
        "config.no-bcrypt",
        ErrorKind.Failed,
        "A field is stored as a bcrypt hash, and the system's library for password hashes, libcrypt (libxcrypt), is not installed, too old, or "
        + "built without bcrypt. Nothing was stored. Debian and Ubuntu have it as the package libcrypt1, Fedora and its relatives as libxcrypt.");

    public static IReadOnlyList<ErrorCode> All => [NoBcryptCode];

    public static ShipkeeperException NotThere(Exception reason) =>
        NoBcryptCode.Because("there is no libcrypt on this system that could hash the password.", "apt-get install libcrypt1", inner: reason);

    public static ShipkeeperException NotOffered() =>
        NoBcryptCode.Because("the libcrypt of this system has no bcrypt.", "apt-get install libcrypt1");
}
