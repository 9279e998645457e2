using System.Text.RegularExpressions;

namespace KnowledgeGraph;

/// <summary>Source documents, kept in the object store.</summary>
internal sealed partial class Documents(ObjectStore store, ConfigReader config)
{
    public async Task<IResult> PutAsync(string name, HttpRequest request, CancellationToken ct)
    {
        var limit = (await config.GetAsync(ct)).MaxUploadMegabytes * 1024L * 1024L;
        if (!Name().IsMatch(name))
        {
            return Results.BadRequest(new { error = "a name has 1 to 100 letters, digits, '.', '_' and '-'" });
        }

        if (request.ContentLength is not { } length || length > limit)
        {
            return Results.Json(
                new { error = $"a document has a known length of at most {limit} bytes" },
                statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        using var content = new StreamContent(request.Body);
        content.Headers.ContentLength = length;
        using var answer = await store.SendAsync(HttpMethod.Put, name, content, ct);
        return Results.StatusCode((int)answer.StatusCode);
    }

    public async Task<IResult> GetAsync(string name, CancellationToken ct)
    {
        if (!Name().IsMatch(name))
        {
            return Results.NotFound();
        }

        using var answer = await store.SendAsync(HttpMethod.Get, name, content: null, ct);
        return answer.IsSuccessStatusCode
            ? Results.Bytes(await answer.Content.ReadAsByteArrayAsync(ct), "application/octet-stream")
            : Results.StatusCode((int)answer.StatusCode);
    }

    // What S3 would have to escape is left out: the signature covers the address as it is sent.
    [GeneratedRegex(@"\A(?!\.)[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex Name();
}
