using System.Text;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Tools.Files;

/// <summary>One operation as it is kept: for lists and timelines, read without the lock.</summary>
public sealed record KeptOperation(string Id, Plan Plan, IReadOnlyList<JournalRecord> Records)
{
    public Progress Progress => Progress.Of(Records);

    public string Actor => Records.Count > 0 ? Records[0].Fact("actor") ?? "" : "";
}

/// <summary>
/// Operations as folders <c>operations/&lt;id&gt;/</c> with <c>plan.json</c> and <c>journal.jsonl</c>. A folder gets its name when both are
/// on disk, so every named folder is a whole operation; journals are chained in the order of the names.
/// </summary>
public sealed class FileOperationStore(RootedFiles files, string folder, TimeProvider time) : IOperationStore
{
    private const string PlanFile = "plan.json";
    private const string JournalFile = "journal.jsonl";
    private const string Unnamed = ".new";
    private const string Forgotten = ".old";
    private const string PlanFact = "plan";
    private const int MaximumPlanBytes = 16 << 20;

    public async Task<Operation> CreateAsync(Plan plan, string actor)
    {
        var last = NewestId();
        var id = OperationId.Next(time.GetUtcNow(), last);
        var draft = Path.Combine(folder, Unnamed);
        files.Remove(draft);
        files.CreateFolder(draft);
        files.Write(Path.Combine(draft, PlanFile), plan.ToCanonicalJson());

        var previous = last is null ? JournalLine.Origin : JournalContent.Read(PathOf(last, JournalFile)).LastHash;
        files.Write(Path.Combine(draft, JournalFile), "");
        var journal = FileJournal.Begin(files.Resolve(Path.Combine(draft, JournalFile)), previous, time, PathOf(id, JournalFile));
        try
        {
            await journal.AppendAsync(Planned(id, plan, actor));
            files.Rename(draft, Path.Combine(folder, id));
            return new(id, plan, journal);
        }
        catch
        {
            await journal.DisposeAsync();
            throw;
        }
    }

    public Task<Operation?> OpenUnfinishedAsync() => Task.FromResult(OpenUnfinished());

    /// <summary>Names of all kept operations, oldest first.</summary>
    /// <exception cref="ShipkeeperException">They cannot be listed; that there are none is no error.</exception>
    public IReadOnlyList<string> ListIds() => [.. files.ListFolders(folder).Where(OperationId.IsValid).Order(StringComparer.Ordinal)];

    /// <exception cref="ShipkeeperException">Its journal is broken, or its plan is not the one that was recorded.</exception>
    public KeptOperation Read(string id)
    {
        var path = PathOf(id, JournalFile);
        var records = JournalContent.Read(path).Records;
        return records is [var first, ..]
            ? new(id, ReadPlan(id, first.Fact(PlanFact)), records)
            : throw JournalErrors.Broken(path, 1, "every operation has one");
    }

    /// <summary>The newest operation, when it has not ended; somebody may be at work on it right now.</summary>
    public KeptOperation? ReadUnfinished() => NewestId() is { } id && Read(id) is { Progress.IsEnded: false } kept ? kept : null;

    /// <summary>Checks every journal, and that each follows from the one before it.</summary>
    /// <exception cref="ShipkeeperException">The line that is broken is named.</exception>
    public void CheckChain()
    {
        string? previous = null;
        foreach (var path in ListIds().Select(id => PathOf(id, JournalFile)))
        {
            var content = JournalContent.Read(path);
            if (previous is not null && content.Records is [var first, ..] && first.Previous != previous)
            {
                throw JournalErrors.Broken(path, 1, "it does not follow from the previous operation");
            }

            previous = content.LastHash;
        }
    }

    /// <summary>
    /// Forgets the oldest ones, with everything in their folders. The chain then begins with the oldest that is kept, whose first line holds the hash of
    /// what was before it. Only for the holder of the lock, when no operation is unfinished.
    /// </summary>
    /// <param name="count">How many are kept, at least one.</param>
    /// <exception cref="ShipkeeperException">One cannot be removed; each is there as a whole, or not at all.</exception>
    public void Retain(int count)
    {
        var forgotten = Path.Combine(folder, Forgotten);
        files.Remove(forgotten);
        foreach (var id in ListIds().SkipLast(Math.Max(1, count)))
        {
            files.Rename(Path.Combine(folder, id), forgotten);
            files.Remove(forgotten);
        }
    }

    /// <summary>A file of the operation's folder, relative to the root.</summary>
    public string PathInFolder(string id, string name) => Path.Combine(folder, id, name);

    private Operation? OpenUnfinished() => ReadUnfinished() is { } kept
        ? new(kept.Id, kept.Plan, FileJournal.Open(PathOf(kept.Id, JournalFile), time))
        : null;

    private string? NewestId() => ListIds() is [.., var newest] ? newest : null;

    private static JournalEntry Planned(string id, Plan plan, string actor) => new(JournalEvent.Planned, Facts: new Dictionary<string, string>
    {
        ["operation"] = id,
        ["verb"] = plan.Verb,
        ["actor"] = actor,
        [PlanFact] = plan.ComputeHash(),
    });

    private Plan ReadPlan(string id, string? hash)
    {
        var plan = files.Read(PathInFolder(id, PlanFile), MaximumPlanBytes) ?? throw JournalErrors.Broken(PathOf(id, PlanFile), 1, "the file is missing");
        return JournalLine.Hash(plan) == hash
            ? Plan.FromJson(Encoding.UTF8.GetString(plan))
            : throw JournalErrors.Broken(PathOf(id, PlanFile), 1, "it is not the plan that the journal names");
    }

    private string PathOf(string id, string name) => files.Resolve(PathInFolder(id, name));
}
