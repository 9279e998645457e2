using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Shipkeeper.Migrations;

/// <summary>One file <c>NNN_name.sql</c>.</summary>
/// <param name="Digits">Its number as the file name writes it.</param>
/// <param name="Path">Relative to the platform directory, as a person finds it.</param>
internal sealed partial record Migration(string Digits, string Name, string Path, byte[] Content)
{
    public int Number { get; } = int.Parse(Digits, NumberStyles.None, CultureInfo.InvariantCulture);

    public string FileName => System.IO.Path.GetFileName(Path);

    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Content));

    /// <returns>Number and name; null for a file that is no migration by its name.</returns>
    public static (string Digits, string Name)? ParseName(string fileName) =>
        NumberedName().Match(fileName) is { Success: true } match ? (match.Groups["digits"].Value, match.Groups["name"].Value) : null;

    [GeneratedRegex(@"\A(?<digits>[0-9]{1,9})_(?<name>.+)\.sql\z")]
    private static partial Regex NumberedName();
}
