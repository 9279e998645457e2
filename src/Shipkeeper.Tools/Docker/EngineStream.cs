namespace Shipkeeper.Tools.Docker;

/// <summary>An answer without an end of its own. A connection that breaks is <c>docker.dropped</c>; an orderly end reads as 0 bytes.</summary>
internal sealed class EngineStream(EngineConnection connection, EngineRequest request, HttpResponseMessage response, Stream stream) : IDisposable
{
    public EngineRequest Request => request;

    public async Task<int> ReadAsync(Memory<byte> buffer, CancellationToken ct)
    {
        try
        {
            return await stream.ReadAsync(buffer, ct).AsTask().WaitAsync(ct);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException)
        {
            throw connection.Explain(request, failure);
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        response.Dispose();
    }
}
