using System.Security.Cryptography;
using System.Text;
using Shipkeeper.Tools.Compose;

namespace Shipkeeper.State;

/// <summary>
/// Content of configs and secrets that the compose files hold themselves. Compose copies it into containers when it makes them, and does not make them
/// anew when it changes; a label that changes with it, in the overlay of a release, has it do so. Pure.
/// </summary>
internal static class CopiedContent
{
    /// <param name="key">Of the keyed hashes: the content may be secret. Null: there is none yet.</param>
    /// <returns>Service → label; none of a service without such content.</returns>
    public static IReadOnlyDictionary<string, string> LabelsOf(ResolvedModel model, byte[]? key) =>
        key is null ? new Dictionary<string, string>() : model.Services.Values
            .Select(service => (service.Name, Parts: service.Aspects.Where(aspect => ServiceAspects.IsCopied(aspect.Key)).OrderBy(aspect => aspect.Key, StringComparer.Ordinal).ToList()))
            .Where(service => service.Parts.Count > 0)
            .ToDictionary(service => service.Name, service => Hash(key, string.Join('\n', service.Parts.Select(part => $"{part.Key} {part.Value}"))));

    private static string Hash(byte[] key, string parts) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(parts)));
}
