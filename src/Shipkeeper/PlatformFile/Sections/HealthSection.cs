using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Sections;

internal static class HealthSection
{
    public const string Example =
        """
        health:                              # default: the compose healthcheck, else "running"
          api: {http: "http://api:8000/health", status: 200, json: {status: healthy}, patience: 2m}
          garage: {tcp: 3900, required: false}
        """;

    private static readonly TextRule Url =
        new("an http or https address without a user name", "\"http://api:8000/health\"", "https?://.+", IsUrl, MayHoldSecret: true);

    private static readonly TextRule JsonPath = new("a dotted path in a JSON answer", "status", null, TextRules.Line.Holds);

    private static readonly Key<string?> Http =
        Key.Optional("http", Scalars.Text(Url),
            "An address that must answer; a service name in it stands for each of its containers, published ports are not needed.");

    private static readonly Key<int?> Status =
        Key.OptionalValue("status", Scalars.Integer(100, 599), "The HTTP status that is good, 200 by default.");

    private static readonly Key<IReadOnlyDictionary<string, string>> Json = Key.Section(
        "json",
        Collections.Map("a map of paths to texts", JsonPath, "path", Scalars.Text(TextRules.Line)),
        "What must stand in the JSON of the answer: dotted path and text.");

    private static readonly Key<int?> Tcp =
        Key.OptionalValue("tcp", Scalars.Integer(1, 65535), "A port of the container that must take connections.");

    private static readonly Key<IReadOnlyList<string>?> Exec =
        Key.Optional("exec", Commands.Like("pg_isready"), "A command in the container, word by word, that must exit with 0.");

    private static readonly Key<TimeSpan> Patience =
        Key.Defaulting("patience", Scalars.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(6)), "5m",
            "How long the gate waits for the first good reading.");

    private static readonly Key<bool> Required =
        Key.Defaulting("required", Scalars.Toggle, "true", "Whether a closed gate fails the operation.");

    public static Shape<IReadOnlyDictionary<string, HealthDefinition>> Shape { get; } = Collections.Map(
        "a map of probes by service",
        TextRules.ServiceName,
        "service",
        new ObjectShape<HealthDefinition>(
            "a map with http, tcp or exec",
            "{tcp: 5432}",
            [Http, Status, Json, Tcp, Exec, Patience, Required],
            Build)
        {
            Alternatives = [Http, Tcp, Exec],
        });

    private static HealthDefinition Build(Fields fields)
    {
        foreach (var key in new Key[] { Status, Json }.Where(key => fields.Has(key) && !fields.Has(Http)))
        {
            fields.Report(key, "belongs to 'http' only; remove it");
        }

        return new(new(fields.Name, fields.Place), Probe(fields), fields.Get(Patience), fields.Get(Required));
    }

    private static HealthProbe Probe(Fields fields) => (fields.Get(Http), fields.Get(Tcp)) switch
    {
        ({ Length: > 0 } url, _) => new HealthProbe.Http(new Uri(url), fields.Get(Status) ?? 200, fields.Get(Json)),
        (_, { } port) => new HealthProbe.Tcp(port),
        _ => new HealthProbe.Exec(fields.Get(Exec) ?? []),
    };

    private static bool IsUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") && url.UserInfo.Length == 0 && url.Host.Length > 0;
}
