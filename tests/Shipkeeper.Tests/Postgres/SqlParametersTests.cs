using Shipkeeper.Tools.Postgres.Sql;

namespace Shipkeeper.Tests.Postgres;

public sealed class SqlParametersTests
{
    private static readonly Dictionary<string, string?> Values = new() { ["a"] = "1", ["long_name"] = null };

    [Theory]
    [InlineData("update t set x=@a", "update t set x=$1", "1")]
    [InlineData("insert into t values (@a, @long_name)", "insert into t values ($1, $2)", "1", null)]
    [InlineData("select @a, @a, @long_name::int", "select $1, $1, $2::int", "1", null)]
    [InlineData("select @long_name", "select $1", new string?[] { null })]
    public void A_name_becomes_a_position(string sql, string bound, params string?[] values)
    {
        var result = SqlParameters.Bind(sql, Values);

        Assert.Equal(bound, result.Sql);
        Assert.Equal(values, result.Values);
    }

    [Theory]
    [InlineData("select '@a', \"@a\", $$ @a $$ -- @a\n")]
    [InlineData("select x <@ a, x @> a, @@ a, a@b")]
    public void What_is_no_parameter_stays_as_it_is(string sql)
    {
        Assert.Equal(sql.Contains("a@b", StringComparison.Ordinal) ? ["b"] : [], SqlParameters.Find(sql).Select(parameter => parameter.Name));
    }
}
