namespace Shipkeeper.PlatformFile;

/// <summary>The git repository that the files of the platform come from.</summary>
/// <param name="Address">As git takes it: a URL, <c>host:path</c>, or a path.</param>
/// <param name="Branch">Whose head is the candidate, where nothing else is asked for.</param>
/// <param name="Directory">That holds the platform file, inside the repository; null at its top.</param>
internal sealed record SourceDefinition(string Address, string Branch, string? Directory);
