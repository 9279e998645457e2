namespace Shipkeeper.Tools.Postgres.Sql;

/// <summary>
/// Cuts SQL into tokens, as far as it takes to find where a statement ends. The rules are those of PostgreSQL's documentation, "Lexical
/// Structure" (with <c>standard_conforming_strings</c> on): texts and names in quotes, <c>E'…'</c> with backslashes, dollar quotes,
/// comments that nest.
/// </summary>
internal static class SqlLexer
{
    private const string OperatorCharacters = "+-*/<>=~!@#%^&|`?:";

    public static IEnumerable<SqlToken> Read(string sql)
    {
        for (var at = 0; at < sql.Length;)
        {
            var token = Next(sql, at);
            yield return token;
            at = token.End;
        }
    }

    private static SqlToken Next(string sql, int at) => sql[at] switch
    {
        var blank when char.IsWhiteSpace(blank) => Run(sql, at, SqlTokenKind.Space, char.IsWhiteSpace),
        '-' when Has(sql, at, "--") => Run(sql, at, SqlTokenKind.Space, character => character is not ('\n' or '\r')),
        '/' when Has(sql, at, "/*") => Comment(sql, at),
        '\'' => Quoted(sql, at, at, '\'', backslash: false),
        '"' => Quoted(sql, at, at, '"', backslash: false),
        'e' or 'E' when Has(sql, at + 1, "'") => Quoted(sql, at, at + 1, '\'', backslash: true),
        '$' => Dollar(sql, at),
        ';' => new(SqlTokenKind.Semicolon, at, 1),
        '(' => new(SqlTokenKind.Open, at, 1),
        ')' => new(SqlTokenKind.Close, at, 1),
        '\\' => Run(sql, at, SqlTokenKind.Backslash, character => character is not '\n'),
        var first when IsNameStart(first) => Run(sql, at, SqlTokenKind.Word, IsNamePart),
        var digit when char.IsAsciiDigit(digit) => Run(sql, at, SqlTokenKind.Value, character => character is '.' || (IsNamePart(character) && character is not '$')),
        var sign when IsOperator(sign) => Operator(sql, at),
        _ => new(SqlTokenKind.Other, at, 1),
    };

    private static SqlToken Run(string sql, int start, SqlTokenKind kind, Func<char, bool> belongs)
    {
        var end = start + 1;
        while (end < sql.Length && belongs(sql[end]))
        {
            end++;
        }

        return new(kind, start, end - start);
    }

    private static SqlToken Comment(string sql, int start)
    {
        var depth = 0;
        for (var at = start; at < sql.Length - 1; at++)
        {
            depth += Has(sql, at, "/*") ? 1 : Has(sql, at, "*/") ? -1 : 0;
            at += Has(sql, at, "/*") || Has(sql, at, "*/") ? 1 : 0;
            if (depth == 0)
            {
                return new(SqlTokenKind.Space, start, at + 1 - start);
            }
        }

        return Unended(sql, start);
    }

    private static SqlToken Quoted(string sql, int start, int open, char quote, bool backslash)
    {
        for (var at = open + 1; at < sql.Length; at++)
        {
            if (backslash && sql[at] == '\\')
            {
                at++;
            }
            else if (sql[at] == quote && Has(sql, at + 1, quote.ToString()))
            {
                at++;
            }
            else if (sql[at] == quote)
            {
                return new(SqlTokenKind.Value, start, at + 1 - start);
            }
        }

        return Unended(sql, start);
    }

    /// <summary>A dollar quote, or a positional parameter.</summary>
    private static SqlToken Dollar(string sql, int start)
    {
        var tagEnd = start + 1;
        while (tagEnd < sql.Length && IsNamePart(sql[tagEnd]) && sql[tagEnd] is not '$')
        {
            tagEnd++;
        }

        if (tagEnd >= sql.Length || sql[tagEnd] is not '$' || char.IsAsciiDigit(sql[start + 1]))
        {
            return new(SqlTokenKind.Value, start, tagEnd - start);
        }

        var tag = sql[start..(tagEnd + 1)];
        var close = sql.IndexOf(tag, tagEnd + 1, StringComparison.Ordinal);
        return close < 0 ? Unended(sql, start) : new(SqlTokenKind.Value, start, close + tag.Length - start);
    }

    /// <summary>An operator ends where a comment begins.</summary>
    private static SqlToken Operator(string sql, int start)
    {
        var end = start + 1;
        while (end < sql.Length && IsOperator(sql[end]) && !Has(sql, end, "--") && !Has(sql, end, "/*"))
        {
            end++;
        }

        return new(SqlTokenKind.Operator, start, end - start);
    }

    private static SqlToken Unended(string sql, int start) => new(SqlTokenKind.Unended, start, sql.Length - start);

    private static bool Has(string sql, int at, string text) => string.CompareOrdinal(sql, at, text, 0, text.Length) == 0;

    private static bool IsNameStart(char character) => char.IsAsciiLetter(character) || character is '_' || character >= '\u0080';

    private static bool IsNamePart(char character) => IsNameStart(character) || char.IsAsciiDigit(character) || character is '$';

    private static bool IsOperator(char character) => OperatorCharacters.Contains(character, StringComparison.Ordinal);
}
