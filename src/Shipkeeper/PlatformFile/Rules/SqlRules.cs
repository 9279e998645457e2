using Shipkeeper.Tools;
using Shipkeeper.Tools.Postgres.Sql;

namespace Shipkeeper.PlatformFile.Rules;

/// <summary>The SQL of a section can be run as it is meant: <c>write</c> in one transaction with the fields as its parameters, <c>read</c> as one query.</summary>
internal static class SqlRules
{
    public static void Check(ConfigSectionDefinition section, Problems problems)
    {
        var place = PlaceOf(section, "write");
        if (section.Write is { } write && !problems.Within(place.Path))
        {
            CheckScript(SqlScript.Parse(write), place, problems);
            if (!problems.Within(PlaceOf(section, "fields").Path))
            {
                CheckParameters(section, write, place, problems);
            }
        }

        place = PlaceOf(section, "read");
        if (section.Read is { } read && !problems.Within(place.Path))
        {
            var script = SqlScript.Parse(read);
            CheckScript(script, place, problems);
            if (script.Statements.Count > 1)
            {
                problems.Add(place, $"has {script.Statements.Count} statements; it must be one query");
            }
        }
    }

    private static void CheckScript(SqlScript script, Place place, Problems problems)
    {
        foreach (var problem in script.Problems)
        {
            problems.Add(place, $"line {problem.Line}: {problem.Text}");
        }

        foreach (var statement in script.Statements)
        {
            if (statement.Control is not TransactionControl.None)
            {
                problems.Add(place, $"line {script.LineOf(statement.Offset)}: begins or ends a transaction; it runs in one already");
            }
            else if (statement.CopiesThroughClient)
            {
                problems.Add(place, $"line {script.LineOf(statement.Offset)}: COPY takes or gives its data through a client such as psql");
            }
        }

        if (script is { Problems.Count: 0, Statements.Count: 0 })
        {
            problems.Add(place, "has no statement");
        }
    }

    private static void CheckParameters(ConfigSectionDefinition section, string write, Place place, Problems problems)
    {
        var used = SqlParameters.Find(write).Select(parameter => parameter.Name).ToHashSet();
        foreach (var name in used.Where(name => !section.Fields.ContainsKey(name)))
        {
            problems.Add(place, $"there is no field '{name}' in this section; {Nearest.Hint(name, [.. section.Fields.Keys])}");
        }

        var deciders = section.Fields.Values.Select(field => field.DefaultBy?.Field.Text).ToHashSet();
        foreach (var field in section.Fields.Values.Where(field => !used.Contains(field.Name) && !deciders.Contains(field.Name)))
        {
            problems.Add(field.Place, $"is not used: 'write' has no @{field.Name}");
        }
    }

    private static Place PlaceOf(ConfigSectionDefinition section, string key) => section.Place with { Path = $"{section.Place.Path}.{key}" };
}
