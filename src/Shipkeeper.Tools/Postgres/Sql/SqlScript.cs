namespace Shipkeeper.Tools.Postgres.Sql;

/// <summary>What makes a text no script that a server alone can run.</summary>
/// <param name="Line">Counted from one.</param>
public sealed record SqlProblem(int Line, string Text);

/// <summary>
/// SQL cut into statements, in the way of psql: at semicolons that stand neither in quotes, nor in parentheses, nor in the body of a
/// <c>BEGIN ATOMIC … END</c> function. The server is given one statement at a time, so an error can be told with its line.
/// </summary>
public sealed class SqlScript
{
    private readonly string _text;
    private readonly List<SqlStatement> _statements = [];
    private readonly List<SqlProblem> _problems = [];

    private SqlScript(string text) => _text = text;

    public IReadOnlyList<SqlStatement> Statements => _statements;

    /// <summary>A script with problems is not for running.</summary>
    public IReadOnlyList<SqlProblem> Problems => _problems;

    public static SqlScript Parse(string text)
    {
        var script = new SqlScript(text);
        var open = new OpenStatement(text);
        foreach (var token in SqlLexer.Read(text))
        {
            script.Take(token, open);
        }

        script.End(open);
        return script;
    }

    /// <summary>Counted from one.</summary>
    public int LineOf(int offset) => _text.AsSpan(0, Math.Clamp(offset, 0, _text.Length)).Count('\n') + 1;

    /// <param name="position">In the statement, counted from one, as the server tells it; null where it tells none.</param>
    public int LineOf(SqlStatement statement, int? position) => LineOf(statement.Offset + Math.Max(0, (position ?? 1) - 1));

    /// <param name="line">Counted from one.</param>
    public string LineText(int line) => _text.Split('\n').ElementAtOrDefault(line - 1)?.TrimEnd() ?? "";

    private void Take(SqlToken token, OpenStatement open)
    {
        switch (token.Kind)
        {
            case SqlTokenKind.Space:
                break;
            case SqlTokenKind.Semicolon when open.EndsHere:
                End(open);
                break;
            case SqlTokenKind.Backslash:
                _problems.Add(new(LineOf(token.Start), $"'{CommandAt(token.Start)}' is a command of psql; only SQL can be run here"));
                break;
            case SqlTokenKind.Unended:
                _problems.Add(new(LineOf(token.Start), "a quote or comment begins here and never ends"));
                break;
            default:
                open.Add(token);
                break;
        }
    }

    private void End(OpenStatement open)
    {
        if (open.Close() is { } statement)
        {
            _statements.Add(statement);
        }
    }

    private string CommandAt(int start)
    {
        var line = _text.AsSpan(start);
        return line[..Math.Max(1, line.IndexOfAny(" \t\r\n;") is var end and >= 0 ? end : line.Length)].ToString();
    }

    /// <summary>The statement that is being read.</summary>
    private sealed class OpenStatement(string text)
    {
        private readonly List<string> _words = [];
        private int? _start;
        private int _end;
        private int _parentheses;
        private int _bodies;

        public bool EndsHere => _parentheses == 0 && _bodies == 0;

        public void Add(SqlToken token)
        {
            _start ??= token.Start;
            _end = token.End;
            _parentheses = Math.Max(0, _parentheses + (token.Kind is SqlTokenKind.Open ? 1 : token.Kind is SqlTokenKind.Close ? -1 : 0));
            if (token.Kind is SqlTokenKind.Word && _parentheses == 0)
            {
                AddWord(text.Substring(token.Start, token.Length).ToUpperInvariant());
            }
        }

        public SqlStatement? Close()
        {
            var statement = _start is { } start ? new SqlStatement(text[start.._end], start, [.. _words]) : null;
            _words.Clear();
            (_start, _parentheses, _bodies) = (null, 0, 0);
            return statement;
        }

        /// <summary>Only the body of a routine has semicolons of its own, between BEGIN and END; a CASE in it has an END too.</summary>
        private void AddWord(string word)
        {
            if (_words.Count < SqlStatement.WordsKept)
            {
                _words.Add(word);
            }

            if (_words is ["CREATE", "FUNCTION" or "PROCEDURE", ..] or ["CREATE", "OR", "REPLACE", "FUNCTION" or "PROCEDURE", ..])
            {
                _bodies = Math.Max(0, _bodies + word switch
                {
                    "BEGIN" => 1,
                    "CASE" when _bodies > 0 => 1,
                    "END" => -1,
                    _ => 0,
                });
            }
        }
    }
}
