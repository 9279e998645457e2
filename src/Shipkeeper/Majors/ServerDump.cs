using System.Globalization;
using System.Text;
using System.Text.Json;
using Shipkeeper.Snapshots;

namespace Shipkeeper.Majors;

/// <param name="Bytes">Of its dump.</param>
/// <param name="Inventory">What must be in it again; see <see cref="DatabaseInventory"/>.</param>
internal sealed record DumpedDatabase(string Name, DatabaseProperties Properties, long Bytes, string Sha256, IReadOnlyList<string> Inventory);

/// <summary>The dump of a whole server, in the folder of one operation: the roles, and a dump and a record of each database.</summary>
internal sealed class ServerDump(PlatformSession session, string operationId)
{
    private const int MaximumBytes = 256 << 20;

    private string Folder { get; } = session.OperationStore.PathInFolder(operationId, "server");

    private string RolesPath => $"{Folder}/roles.sql";

    /// <summary>Makes room for a new one.</summary>
    public void Begin()
    {
        Remove();
        session.Files.CreateFolder(Folder);
    }

    /// <summary>Relative to the platform directory.</summary>
    /// <param name="number">Of the database, from 0: its name may be none for a file.</param>
    public string PathOf(int number) => $"{Folder}/{number.ToString(CultureInfo.InvariantCulture)}.dump";

    public void WriteRoles(string sql) => session.Files.Write(RolesPath, sql);

    /// <exception cref="ShipkeeperException"><c>snapshot.dump-damaged</c></exception>
    public string ReadRoles() => Encoding.UTF8.GetString(Read(RolesPath));

    public void Write(int number, DumpedDatabase database) => session.Files.Write(RecordOf(number), JsonSerializer.SerializeToUtf8Bytes(database, MajorsJson.Default.DumpedDatabase));

    /// <inheritdoc cref="ReadRoles"/>
    public DumpedDatabase Read(int number) =>
        JsonSerializer.Deserialize(Read(RecordOf(number)), MajorsJson.Default.DumpedDatabase) ?? throw SnapshotErrors.Damaged(RecordOf(number));

    /// <summary>The dump of one database, when it is the one that was written.</summary>
    /// <inheritdoc cref="ReadRoles"/>
    public Task<Stream> OpenAsync(int number, DumpedDatabase database, CancellationToken ct) =>
        DumpFile.OpenAsync(session, PathOf(number), database.Bytes, database.Sha256, ct);

    public void Remove()
    {
        var folder = session.Files.Resolve(Folder);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private string RecordOf(int number) => $"{Folder}/{number.ToString(CultureInfo.InvariantCulture)}.json";

    private byte[] Read(string path) => session.Files.Read(path, MaximumBytes) ?? throw SnapshotErrors.Damaged(path);
}
