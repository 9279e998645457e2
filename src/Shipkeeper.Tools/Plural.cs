namespace Shipkeeper.Tools;

/// <summary>Numbers of things, as people are told them.</summary>
public static class Plural
{
    /// <param name="noun">Of one of them; that of several ends in s.</param>
    public static string Of(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
