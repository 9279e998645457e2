using Shipkeeper.Tests;

namespace Shipkeeper.Scenarios.Language;

/// <summary>What the scenarios run with, from the environment.</summary>
internal static class Settings
{
    /// <summary>The published binary.</summary>
    public static string Binary { get; } =
        Existing(Environment.GetEnvironmentVariable("SHIPKEEPER_BINARY") ?? Path.Combine(Golden.RepositoryRoot, "artifacts/shipkeeper"));

    /// <summary>An image of nothing but busybox.</summary>
    public static string Image { get; } = ImageOf("test", "SHIPKEEPER_TEST_IMAGE");

    /// <summary>An image of PostgreSQL.</summary>
    public static string PostgresImage { get; } = ImageOf("postgres", "SHIPKEEPER_POSTGRES_IMAGE");

    /// <summary>An image of an older major version of it.</summary>
    public static string OldPostgresImage { get; } = ImageOf("postgres-15", "SHIPKEEPER_OLD_POSTGRES_IMAGE");

    /// <summary>An image of a whole Debian: systemd, apt, Python, git, a Docker engine.</summary>
    public static string HostImage { get; } = ImageOf("host", "SHIPKEEPER_HOST_IMAGE");

    /// <summary>Whether every crash point is walked, instead of a part that the seed chooses.</summary>
    public static bool WalksEverything { get; } = Environment.GetEnvironmentVariable("SCENARIOS_ALL") == "1";

    /// <summary>Another one for each run, so that the parts that are walked differ; SCENARIOS_SEED repeats one.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("SCENARIOS_SEED"), out var seed) ? seed : Random.Shared.Next(1, 1_000_000);

    /// <summary>All of them, or one of so many, from the one on that the seed chooses.</summary>
    public static IEnumerable<int> PartOf(IEnumerable<int> points, int every)
    {
        TestContext.Current.SendDiagnosticMessage($"SCENARIOS_SEED={Seed}");
        TestContext.Current.TestOutputHelper?.WriteLine($"SCENARIOS_SEED={Seed} SCENARIOS_ALL={(WalksEverything ? 1 : 0)}");
        return points.Where(point => WalksEverything || point % every == Seed % every);
    }

    private static string ImageOf(string name, string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } image
            ? image
            : Program.OutputOf(Path.Combine(Golden.RepositoryRoot, "eng/images"), name)[$"{name}=".Length..];

    private static string Existing(string binary) =>
        File.Exists(binary) ? Path.GetFullPath(binary) : throw new InvalidOperationException($"{binary} is missing; eng/publish makes it.");
}
