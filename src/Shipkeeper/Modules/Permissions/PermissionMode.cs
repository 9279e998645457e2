using System.Globalization;
using System.Text.RegularExpressions;

namespace Shipkeeper.Modules.Permissions;

/// <summary>Modes as people and old modules write them: <c>"755"</c>, <c>"0755"</c>, <c>"0o755"</c>, 755, and 493, which is what Python makes of 0o755. Pure.</summary>
internal static partial class PermissionMode
{
    /// <returns>Null for what is no mode.</returns>
    public static uint? Parse(string text) => Octal().Match(text.Trim()) is { Success: true } match ? Convert.ToUInt32(match.Groups["digits"].Value, 8) : null;

    /// <summary>
    /// A number in an index was written by hand, and means its digits where those make a mode that somebody would want (755); else it was written by
    /// a program, and means its value (493). Of the few that could be both, the digits are the mode that permits less.
    /// </summary>
    /// <returns>As <see cref="Parse"/> takes it; a number that makes no such mode as it is.</returns>
    public static string TextOf(long number)
    {
        var digits = number.ToString(CultureInfo.InvariantCulture);
        return Parse(digits) is { } written && IsSensible(written) ? digits
            : number is > 0 and <= 0xfff && IsSensible((uint)number) ? Convert.ToString(number, 8)
            : $"number {digits}";
    }

    /// <summary>Nobody may more than those before them, and none may write what they cannot read.</summary>
    private static bool IsSensible(uint mode)
    {
        var (user, group, others) = ((mode >> 6) & 7, (mode >> 3) & 7, mode & 7);
        return (user | group) == user && (group | others) == group && new[] { user, group, others }.All(rights => (rights & 2) == 0 || (rights & 4) != 0);
    }

    [GeneratedRegex(@"\A(0o|0)?(?<digits>[0-7]{1,4})\z")]
    private static partial Regex Octal();
}
