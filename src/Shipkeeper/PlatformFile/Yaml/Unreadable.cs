namespace Shipkeeper.PlatformFile.Yaml;

/// <summary>Ends the reading of a document of which nothing more can be said. Never leaves <see cref="Document"/>.</summary>
internal sealed class Unreadable(Place place, string reason) : Exception(reason)
{
    public Place Place => place;
}
