using System.CommandLine;
using Shipkeeper.Migrations;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Migrate;

internal sealed class MigrateCommand : VerbCommand
{
    public MigrateCommand(CommandLineContext context)
        : base(
            "migrate",
            "Show and apply the migrations of the database; 'status' when left alone. Only those of the current release: newer ones come with an upgrade.",
            "shipkeeper migrate",
            "shipkeeper migrate plan",
            "shipkeeper migrate up")
    {
        Add(new LookCommand(
            context,
            "status",
            "Show each migration, and whether it is applied.",
            MigrateText.Status,
            "shipkeeper migrate status",
            "shipkeeper migrate status --json"));
        Add(new LookCommand(
            context,
            "plan",
            "Show what 'migrate up' would apply, statement by statement; changes nothing.",
            MigrateText.Plan,
            "shipkeeper migrate plan"));
        Add(new UpCommand(context));
        Do(context, invocation => LookCommand.RunAsync(invocation, json: false, MigrateText.Status));
    }

    /// <summary>Reads files and database, and shows them in one way or another.</summary>
    private sealed class LookCommand : VerbCommand
    {
        private readonly Option<bool> _json = CommandLineContext.JsonOption();

        public LookCommand(
            CommandLineContext context, string name, string description, Func<MigrationReport, Style, IEnumerable<string>> show, params IReadOnlyList<string> examples)
            : base(name, description, examples)
        {
            Add(_json);
            Do(context, invocation => RunAsync(invocation, invocation.Value(_json), show));
        }

        public static async Task<int> RunAsync(Invocation invocation, bool json, Func<MigrationReport, Style, IEnumerable<string>> show)
        {
            using var session = invocation.OpenReleased();
            var output = invocation.Output(json);
            var report = await MigrationReport.OfAsync(session, "migrate", invocation.Stop);
            if (json)
            {
                output.Json(report, MigrateJson.Default.MigrationReport);
                return ExitCode.Done;
            }

            foreach (var line in show(report, output.Style))
            {
                output.Line(line);
            }

            return ExitCode.Done;
        }
    }
}
