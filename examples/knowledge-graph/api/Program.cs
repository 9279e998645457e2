using KnowledgeGraph;
using Npgsql;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = null); // the limit is config, see Documents
builder.Services
    .AddSingleton(NpgsqlDataSource.Create(Database.ConnectionString(builder.Configuration)))
    .AddSingleton(new HttpClient { Timeout = TimeSpan.FromSeconds(30) })
    .AddSingleton<ConfigReader>()
    .AddSingleton<ObjectStore>()
    .AddSingleton<Concepts>()
    .AddSingleton<Documents>()
    .AddSingleton<Users>()
    .AddSingleton<Health>();

var app = builder.Build();
app.MapGet("/health", (Health health, CancellationToken ct) => health.CheckAsync(ct));
app.MapGet("/version", (IConfiguration settings) => new { version = settings["KG_VERSION"], address = settings["PUBLIC_URL"] });
app.MapGet("/concepts", (Concepts concepts, CancellationToken ct) => concepts.ListAsync(ct));
app.MapPost("/concepts", (Concepts concepts, NewConcept concept, CancellationToken ct) => concepts.AddAsync(concept, ct));
app.MapGet("/documents/{name}", (Documents documents, string name, CancellationToken ct) => documents.GetAsync(name, ct));
app.MapPut("/documents/{name}", (Documents documents, string name, HttpRequest request, CancellationToken ct) =>
    documents.PutAsync(name, request, ct));
app.MapPost("/login", (Users users, Login login, CancellationToken ct) => users.LogInAsync(login, ct));

// Config that cannot be read is no reason to die: /health says why, and it is read again until it is good.
try
{
    var config = await app.Services.GetRequiredService<ConfigReader>().GetAsync(CancellationToken.None);
    app.Logger.LogInformation("extraction by {Provider}, model {Model}", config.Ai.Provider, config.Ai.Model);
}
catch (Exception failure)
{
    app.Logger.LogWarning("config: {Reason}", failure.Message);
}

await app.RunAsync();
