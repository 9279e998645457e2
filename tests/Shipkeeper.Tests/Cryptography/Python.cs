using System.Text.Json;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.Cryptography;

/// <summary>
/// The libraries with which applications read what config stores: Debian's python3-cryptography and python3-bcrypt. One process answers
/// for many values.
/// </summary>
internal static class Python
{
    /// <param name="expression">Of <c>given</c>; Fernet and bcrypt are imported.</param>
    public static async Task<IReadOnlyList<T>> MapAsync<T>(string expression, params IReadOnlyList<object> given)
    {
        var script = $"""
            import json, sys, bcrypt
            from cryptography.fernet import Fernet
            json.dump([{expression} for given in json.load(sys.stdin)], sys.stdout)
            """;
        var call = ToolCall.Of("/usr/bin/python3", "-I", "-c", script) with { Input = JsonSerializer.SerializeToUtf8Bytes(given) };
        var result = await ((IToolRunner)new ToolRunner(TimeProvider.System)).RunAsync(call, TestContext.Current.CancellationToken);
        return result.Ok ? JsonSerializer.Deserialize<T[]>(result.Output)! : throw new InvalidOperationException(result.ErrorOutput);
    }
}
