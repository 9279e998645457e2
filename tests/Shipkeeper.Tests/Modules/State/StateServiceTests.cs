using Shipkeeper.Engine;
using Shipkeeper.Modules.State;

namespace Shipkeeper.Tests.Modules.State;

public sealed class StateServiceTests : IDisposable
{
    private readonly FakeSystemd _systemd = new();
    private readonly StateFolder _folder;

    public StateServiceTests() => _folder = new() { Tools = _systemd };

    [Fact]
    public async Task Services_come_back_to_the_state_that_they_had()
    {
        _systemd.Units["web"] = (true, "enabled");
        _systemd.Units["old"] = (false, "disabled");
        _systemd.Units["off"] = (false, "masked");
        _systemd.Units["same"] = (true, "static");
        await _folder.BackupAsync(new StateRequest(null, [], ["web", "old", "off", "same", "absent"], []));

        _systemd.Units["web"] = (false, "masked");
        _systemd.Units["old"] = (true, "enabled");
        _systemd.Units["off"] = (true, "enabled");
        await _folder.RestoreAsync();

        Assert.Equal(["daemon-reload", "unmask web", "enable web", "start web", "disable old", "stop old", "stop off", "mask off"], _systemd.Changes);
    }

    [Fact]
    public async Task Services_are_stopped_while_their_files_are_put_back()
    {
        var file = _folder.Write("file", "old");
        _systemd.Units["web"] = (true, "enabled");
        _systemd.OnChange = change =>
        {
            _systemd.Units["web"] = (change != "stop web", "enabled");
            Assert.Equal(change == "stop web" ? "new\n" : "old\n", File.ReadAllText(file));
        };
        await _folder.BackupAsync(new StateRequest(null, [file], ["web"], []));

        _folder.Write("file", "new");
        _systemd.Units["web"] = (true, "enabled");
        await _folder.RestoreAsync();

        Assert.Equal(["stop web", "daemon-reload"], _systemd.Changes);
    }

    [Fact]
    public async Task A_service_that_does_not_start_is_told_and_the_files_and_the_other_services_are_back()
    {
        var file = _folder.Write("file", "old");
        _systemd.Units["broken"] = (true, "enabled");
        _systemd.Units["web"] = (true, "enabled");
        await _folder.BackupAsync(new StateRequest(null, [file], ["broken", "web"], []));
        _folder.Write("file", "new");
        _systemd.Units["broken"] = (false, "enabled");
        _systemd.Units["web"] = (false, "enabled");

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => _folder.RestoreAsync());

        Assert.Equal(["service broken: 'systemctl' ended with exit code 1.", "it does not want to"], error.Details);
        Assert.Equal("old\n", File.ReadAllText(file));
        Assert.Contains("start web", _systemd.Changes);
    }

    public void Dispose() => _folder.Dispose();
}
