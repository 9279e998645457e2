using Shipkeeper.Engine;
using Shipkeeper.State;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.State;

public sealed class ReleaseStoreTests : IDisposable
{
    private const string Releases = ".shipkeeper/releases";

    private readonly TemporaryFolder _folder = new();
    private readonly ReleaseStore _store;

    public ReleaseStoreTests() => _store = new(new RootedFiles(_folder.Path));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Before_the_first_release_there_is_none()
    {
        Assert.Null(_store.ReadCurrent());
        Assert.Equal((1, false, false), (_store.NextNumber(), _store.Any(), _store.IsKept(1)));
    }

    [Fact]
    public void A_recorded_release_is_current_only_after_the_commit()
    {
        Record(1);

        Assert.Null(_store.ReadCurrent());
        Assert.Equal((true, false, true), (_store.IsKept(1), _store.IsCurrent(1), _store.Any()));
        _store.MakeCurrent(1);
        Assert.Equal((1, true), (_store.ReadCurrent()?.Number, _store.IsCurrent(1)));
        Assert.Equal("releases/0001", new FileInfo(Full(".shipkeeper/current")).LinkTarget);
    }

    [Fact]
    public void Files_are_kept_byte_for_byte_with_their_mode()
    {
        _folder.Write("hooks/after-upgrade", "#!/bin/sh\r\n");
        File.SetUnixFileMode(Full("hooks/after-upgrade"), RootedFiles.PrivateFolder);

        Record(1, "hooks/after-upgrade");

        var kept = _store.ReadKeptFile(1, "hooks/after-upgrade");
        Assert.Equal(File.ReadAllBytes(Full("hooks/after-upgrade")), kept?.Content);
        Assert.Equal(RootedFiles.PrivateFolder, kept?.Mode);
        Assert.Null(_store.ReadKeptFile(1, "compose.yaml"));
    }

    [Fact]
    public void A_draft_that_a_killed_process_left_is_no_release_and_gives_way()
    {
        _store.BeginDraft("services: {old: {}}\n");
        _folder.Write($"{Releases}/.new/files/compose.yaml", "left behind");

        Assert.Equal((false, 1), (_store.Any(), _store.NextNumber()));
        Record(1);

        Assert.Null(_store.ReadKeptFile(1, "compose.yaml"));
        Assert.False(Directory.Exists(Full($"{Releases}/.new")));
    }

    [Fact]
    public void A_record_that_was_never_committed_is_written_anew_under_its_number()
    {
        _folder.Write("compose.yaml", "one");
        Record(1, "compose.yaml");
        _folder.Write("compose.yaml", "two");

        Assert.Equal(1, _store.NextNumber());
        Record(1, "compose.yaml");

        Assert.Equal("two\n"u8.ToArray(), _store.ReadKeptFile(1, "compose.yaml")?.Content);
    }

    [Fact]
    public void The_next_number_is_above_all_that_were_ever_kept()
    {
        Record(1);
        Record(2);
        Record(7);
        _store.MakeCurrent(2);
        Directory.CreateDirectory(Full($"{Releases}/no-number"));

        Assert.Equal(8, _store.NextNumber());
    }

    [Theory]
    [InlineData("releases/none-at-all")]
    [InlineData("nonsense")]
    public void A_link_to_what_is_no_release_needs_a_person(string target)
    {
        Directory.CreateDirectory(Full(".shipkeeper"));
        File.CreateSymbolicLink(Full(".shipkeeper/current"), target);

        var failure = Assert.Throws<ShipkeeperException>(_store.ReadCurrent);
        Assert.Equal((ErrorKind.NeedsPerson, "release.not-kept"), (failure.Code.Kind, failure.Code.Name));
        Assert.Contains($"names '{target}'", failure.Message);
        Assert.True(_store.Any());
    }

    [Theory]
    [InlineData(null, "the file is missing")]
    [InlineData("", "JSON")]
    [InlineData("null", "it is empty")]
    [InlineData("{\"number\": 1", "Expected depth")]
    [InlineData("{\"number\": 1}", "required")]
    public void A_record_that_cannot_be_read_says_why(string? text, string why)
    {
        Record(1);
        _store.MakeCurrent(1);
        File.Delete(Full($"{Releases}/0001/release.json"));
        if (text is not null)
        {
            _folder.Write($"{Releases}/0001/release.json", text);
        }

        var failure = Assert.Throws<ShipkeeperException>(_store.ReadCurrent);

        Assert.Equal((ErrorKind.NeedsPerson, "release.not-kept"), (failure.Code.Kind, failure.Code.Name));
        Assert.Contains(why, failure.Message);
    }

    [Fact]
    public void What_is_forgotten_begins_again_at_one()
    {
        Record(1);
        _store.MakeCurrent(1);

        _store.Forget();

        Assert.Equal((false, 1, null), (_store.Any(), _store.NextNumber(), _store.ReadCurrent()));
    }

    [Fact]
    public void The_key_is_made_when_a_release_is_recorded_and_stays_on_this_host()
    {
        Assert.Null(_store.ReadKey());

        var key = _store.ReadOrMakeKey();

        Assert.Equal(key, _store.ReadKey());
        Assert.Equal(key, _store.ReadOrMakeKey());
        Assert.Equal(RootedFiles.Private, File.GetUnixFileMode(Full(".shipkeeper/key")));
        using var other = new TemporaryFolder();
        Assert.NotEqual(key, new ReleaseStore(new RootedFiles(other.Path)).ReadOrMakeKey());
    }

    [Fact]
    public void A_damaged_key_is_not_replaced_by_reading_it()
    {
        _store.ReadOrMakeKey();
        File.WriteAllBytes(Full(".shipkeeper/key"), [1, 2, 3]);

        Assert.Null(_store.ReadKey());
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Full(".shipkeeper/key")));
    }

    private void Record(int number, params string[] files)
    {
        _store.BeginDraft("services: {}\n");
        var definition = new DefinitionFiles(new(_folder.Path)).Read(new(files, [], []), required: files);
        _store.Record(Samples.Release(number) with { Files = definition.ToDictionary(file => file.Path, file => file.Hash) }, definition);
    }

    private string Full(string path) => Path.Combine(_folder.Path, path);
}
