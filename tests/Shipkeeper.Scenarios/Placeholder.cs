namespace Shipkeeper.Scenarios;

internal static class Placeholder;
