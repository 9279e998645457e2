using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeGraph;

/// <summary>One bucket of an S3 server. Signs each request as "Signature Version 4" wants it; the body is not signed.</summary>
internal sealed class ObjectStore(HttpClient http, ConfigReader config, IConfiguration settings)
{
    private const string Scheme = "AWS4-HMAC-SHA256";
    private const string SignedHeaders = "host;x-amz-content-sha256;x-amz-date";
    private const string Payload = "UNSIGNED-PAYLOAD";

    private readonly string _bucket = $"{settings["S3_ENDPOINT"]}/{settings["S3_BUCKET"]}";
    private readonly string _region = settings["S3_REGION"] ?? "";

    public async Task CheckAsync(CancellationToken ct)
    {
        using var answer = await SendAsync(HttpMethod.Head, name: null, content: null, ct);
        answer.EnsureSuccessStatusCode();
    }

    /// <param name="name">Of the object; null for the bucket itself.</param>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string? name, HttpContent? content, CancellationToken ct)
    {
        var key = (await config.GetAsync(ct)).Storage;
        using var request = new HttpRequestMessage(method, name is null ? _bucket : $"{_bucket}/{name}") { Content = content };
        Sign(request, key, DateTime.UtcNow);
        return await http.SendAsync(request, ct);
    }

    private void Sign(HttpRequestMessage request, StorageKey key, DateTime now)
    {
        var address = request.RequestUri!;
        var time = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{time[..8]}/{_region}/s3/aws4_request";
        var canonical = string.Join(
            '\n',
            request.Method,
            address.AbsolutePath,
            "",
            $"host:{address.Authority}",
            $"x-amz-content-sha256:{Payload}",
            $"x-amz-date:{time}",
            "",
            SignedHeaders,
            Payload);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
        var text = $"{Scheme}\n{time}\n{scope}\n{hash}";
        var signingKey = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes($"AWS4{key.Secret}"), Hmac);
        var signature = Convert.ToHexStringLower(Hmac(signingKey, text));

        request.Headers.Add("x-amz-content-sha256", Payload);
        request.Headers.Add("x-amz-date", time);
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"{Scheme} Credential={key.Id}/{scope}, SignedHeaders={SignedHeaders}, Signature={signature}");
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
