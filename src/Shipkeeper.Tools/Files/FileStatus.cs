namespace Shipkeeper.Tools.Files;

/// <summary>What <c>statx(2)</c> says of a file. Two names with one device and number are one file.</summary>
internal readonly record struct FileStatus(
    uint User, uint Group, ushort Mode, ulong Number, long Size, uint DeviceMajor, uint DeviceMinor, uint Links, long ModifiedSeconds, uint ModifiedNanoseconds)
{
    /// <summary>Size of <c>struct statx</c>, which has one layout on every architecture.</summary>
    public const int Bytes = 256;

    /// <summary>STATX_BASIC_STATS.</summary>
    public const uint Fields = 0x7ff;

    private const int TypeBits = 0xf000;

    public bool IsPlainFile => (Mode & TypeBits) == 0x8000;

    public bool IsFolder => (Mode & TypeBits) == 0x4000;

    public bool IsLink => (Mode & TypeBits) == 0xa000;

    public bool IsSocket => (Mode & TypeBits) == 0xc000;

    /// <summary>The mode as chmod(2) takes it.</summary>
    public uint Permissions => Mode & 0xfffu;

    public static FileStatus Of(ReadOnlySpan<byte> statx) => new(
        BitConverter.ToUInt32(statx[20..]),
        BitConverter.ToUInt32(statx[24..]),
        BitConverter.ToUInt16(statx[28..]),
        BitConverter.ToUInt64(statx[32..]),
        BitConverter.ToInt64(statx[40..]),
        BitConverter.ToUInt32(statx[136..]),
        BitConverter.ToUInt32(statx[140..]),
        BitConverter.ToUInt32(statx[16..]),
        BitConverter.ToInt64(statx[112..]),
        BitConverter.ToUInt32(statx[120..]));

    public bool IsOnSameDeviceAs(FileStatus other) => (DeviceMajor, DeviceMinor) == (other.DeviceMajor, other.DeviceMinor);

    public bool IsSameFileAs(FileStatus other) => (Number, DeviceMajor, DeviceMinor) == (other.Number, other.DeviceMajor, other.DeviceMinor);
}
