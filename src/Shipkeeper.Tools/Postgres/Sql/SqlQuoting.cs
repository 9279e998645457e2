namespace Shipkeeper.Tools.Postgres.Sql;

/// <summary>Names and texts in statements that take no parameters, such as those about whole databases.</summary>
public static class SqlQuoting
{
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    /// <summary>Means the same whatever <c>standard_conforming_strings</c> says.</summary>
    public static string Literal(string text)
    {
        var doubled = text.Replace("'", "''");
        return doubled.Contains('\\') ? $" E'{doubled.Replace("\\", "\\\\")}'" : $"'{doubled}'";
    }
}
