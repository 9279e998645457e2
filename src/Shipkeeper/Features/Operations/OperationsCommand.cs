using System.CommandLine;
using System.Text;
using Shipkeeper.Steps;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Operations;

internal sealed class OperationsCommand : VerbCommand
{
    private const int Shown = 20;
    private const int MaximumLogBytes = 64 << 20;

    private readonly Argument<string?> _id = new("id")
    {
        Description = "One operation, by its id or the beginning of it; 'last' is the newest",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _all = new("--all") { Description = "Also those before the newest twenty" };

    private readonly Option<string> _logs = new("--logs") { Description = "What this service last said when its gate closed", HelpName = "service" };

    private readonly Option<bool> _json = CommandLineContext.JsonOption();

    public OperationsCommand(CommandLineContext context)
        : base(
            "operations",
            "List what was done to the platform, or show one operation: its timeline, readings and logs.",
            "shipkeeper operations",
            "shipkeeper operations last",
            "shipkeeper operations last --logs api")
    {
        Add(_id);
        Add(_all);
        Add(_logs);
        Add(_json);
        Validators.Add(result =>
        {
            if (result.GetValue(_logs) is not null && result.GetValue(_id) is null)
            {
                result.AddError("--logs needs an operation, such as 'last'.");
            }

            if (result.GetValue(_logs) is not null && result.GetValue(_json))
            {
                result.AddError("--logs and --json exclude each other.");
            }
        });
        Do(context, invocation => Task.FromResult(Run(invocation)));
    }

    private int Run(Invocation invocation)
    {
        using var session = invocation.OpenReleasedToLook();
        var output = invocation.Output(invocation.Value(_json));
        if (invocation.Value(_id) is not { } asked)
        {
            ShowList(session, output, invocation.Value(_all) ? int.MaxValue : Shown, invocation.Value(_json));
            return ExitCode.Done;
        }

        var id = Find(session, asked);
        if (invocation.Value(_logs) is { } service)
        {
            ShowLogs(session, output, id, service);
        }
        else
        {
            ShowOne(session, output, id, invocation.Value(_json));
        }

        return ExitCode.Done;
    }

    private static string Find(PlatformSession session, string asked)
    {
        var ids = session.OperationStore.ListIds();
        var found = asked == "last" ? ids.TakeLast(1).ToList() : [.. ids.Where(id => id.StartsWith(asked, StringComparison.OrdinalIgnoreCase))];
        return found is [var only] ? only : throw OperationsErrors.NotFound(asked, found.Count);
    }

    private static void ShowList(PlatformSession session, Output output, int newest, bool json)
    {
        var ids = session.OperationStore.ListIds();
        var operations = ids.TakeLast(newest).Select(id => OperationReport.Of(session.OperationStore.Read(id))).ToList();
        if (json)
        {
            output.Json(operations, OperationsJson.Default.ListOperationReport);
            return;
        }

        if (operations.Count == 0)
        {
            output.Line("no operations yet");
            return;
        }

        output.Table([["OPERATION", "BEGAN (UTC)", "VERB", "STATE", "BY", "WHY"], .. operations.Select(operation => Row(operation, output.Style))]);
        if (ids.Count > newest)
        {
            output.News($"{ids.Count - newest} older ones: shipkeeper operations --all");
        }
    }

    private static IReadOnlyList<string> Row(OperationReport operation, Style style) =>
    [
        operation.Id, $"{operation.Began:yyyy-MM-dd HH:mm:ss}", operation.Verb,
        operation.State == "succeeded" ? style.Good(operation.State) : style.Bad(operation.State),
        operation.Actor, operation.Cause?.Split('\n')[0] ?? "",
    ];

    private static void ShowOne(PlatformSession session, Output output, string id, bool json)
    {
        var kept = session.OperationStore.Read(id);
        if (json)
        {
            output.Json(OperationDetails.Of(kept), OperationsJson.Default.OperationDetails);
            return;
        }

        foreach (var line in OperationText.Lines(kept, output.Style))
        {
            output.Line(line);
        }
    }

    private static void ShowLogs(PlatformSession session, Output output, string id, string service)
    {
        var logs = session.Files.Read(session.OperationStore.PathInFolder(id, FailureLogs.FileOf(service)), MaximumLogBytes) ?? throw OperationsErrors.NoLogs(id, service);
        foreach (var line in Encoding.UTF8.GetString(logs).TrimEnd('\n').Split('\n'))
        {
            output.Line(line);
        }
    }
}
