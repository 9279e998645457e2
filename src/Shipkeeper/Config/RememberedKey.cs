namespace Shipkeeper.Config;

/// <summary>With which key the encrypted fields of a section were stored.</summary>
internal sealed record RememberedKey(string Section, string SecretName, string Fingerprint);
