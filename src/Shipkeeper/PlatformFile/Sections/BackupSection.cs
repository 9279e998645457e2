using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Sections;

internal static class BackupSection
{
    public const string Example =
        """
        backup:
          directory: backups                 # or a mounted path
          keep: {daily: 7, weekly: 4, monthly: 6}
          include: {volumes: [garage_data], files: [.env]}    # .env only into an encrypted backup
          recipients: [age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p]    # encrypted by age, for these
        """;

    private static readonly Key<string> Directory =
        Key.Defaulting("directory", Scalars.PathAnywhere, "backups",
            "Where backups go: inside the platform directory, or an absolute path such as a mount.");

    private static readonly Key<int> Daily = Key.Defaulting("daily", Scalars.Integer(0, 3650), "7", "Backups that stay, one a day.");

    private static readonly Key<int> Weekly = Key.Defaulting("weekly", Scalars.Integer(0, 520), "4", "Backups that stay, one a week.");

    private static readonly Key<int> Monthly = Key.Defaulting("monthly", Scalars.Integer(0, 120), "6", "Backups that stay, one a month.");

    private static readonly Key<BackupKeep> Keep = Key.Section(
        "keep",
        new ObjectShape<BackupKeep>("a map of numbers", "{daily: 7}", [Daily, Weekly, Monthly], BuildKeep),
        "How many backups stay.");

    private static readonly Key<IReadOnlyList<PlacedText>> Volumes = Key.Section(
        "volumes",
        Collections.List("a list of volume names", Scalars.Name(TextRules.VolumeName)),
        "Volumes, by the names that the Compose files declare.");

    private static readonly Key<IReadOnlyList<string>> Files = Key.Section(
        "files",
        Collections.List("a list of paths", Scalars.Path("uploads")),
        "Files and folders inside the platform directory; `.env` goes into encrypted backups only.");

    private static readonly Key<BackupInclude> Include = Key.Section(
        "include",
        new ObjectShape<BackupInclude>(
            "a map with volumes and files",
            "{volumes: [garage_data]}",
            [Volumes, Files],
            fields => new(fields.Get(Volumes), fields.Get(Files))),
        "What a backup holds besides the database.");

    private static readonly Key<IReadOnlyList<string>> Recipients = Key.Section(
        "recipients",
        Collections.List("a list of recipients", Scalars.Text(TextRules.Recipient)),
        "For whom backups are encrypted: public keys of age, or of SSH. Without them nothing is encrypted, and `.env` stays out of backups. The program `age` must be installed.");

    public static Shape<BackupDefinition> Shape { get; } = new ObjectShape<BackupDefinition>(
        "a map with directory, keep, include and recipients",
        "{directory: backups}",
        [Directory, Keep, Include, Recipients],
        fields => new(fields.Get(Directory), fields.Get(Keep), fields.Get(Include), fields.Get(Recipients)));

    private static BackupKeep BuildKeep(Fields fields)
    {
        var keep = new BackupKeep(fields.Get(Daily), fields.Get(Weekly), fields.Get(Monthly));
        if (keep is { Daily: 0, Weekly: 0, Monthly: 0 })
        {
            fields.Report("keeps no backup at all; one of daily, weekly and monthly must be 1 or more");
        }

        return keep;
    }
}
