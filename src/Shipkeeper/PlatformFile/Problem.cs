namespace Shipkeeper.PlatformFile;

/// <summary>One thing that is wrong with a platform file, and what to write instead.</summary>
internal sealed record Problem(Place Place, string Text)
{
    /// <summary>The line that people and editors read: <c>shipkeeper.yaml:12:5: layers.application: …</c></summary>
    public string In(string fileName) =>
        $"{fileName}:{Place.Line}:{Place.Column}: {(Place.Path.Length == 0 ? "" : $"{Place.Path}: ")}{Text}";
}
