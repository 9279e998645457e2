using System.Buffers.Binary;
using System.Text;
using Shipkeeper.Engine.Gates;
using Shipkeeper.Health;
using Shipkeeper.Tests.Docker;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Tests.Health;

public sealed class MeasurementTests : IDisposable
{
    private readonly EnginePlatform _platform = new();

    public void Dispose() => _platform.Dispose();

    [Fact]
    public async Task A_port_that_accepts_is_good()
    {
        using var server = new LocalHttp("");

        Assert.Equal((true, $"tcp {server.Port} accepts"), await MeasureAsync(Tcp(server.Port)));
    }

    [Fact]
    public async Task A_port_that_refuses_is_not()
    {
        int port;
        using (var server = new LocalHttp(""))
        {
            port = server.Port;
        }

        var (good, reading) = await MeasureAsync(Tcp(port));

        Assert.False(good);
        Assert.Contains("refused", reading);
    }

    [Fact]
    public async Task A_port_of_what_does_not_run_is_not()
    {
        _platform.Has();

        Assert.Equal((false, "tcp 80: Port 80 of 'api' cannot be reached: no container of it runs."), await MeasureAsync(Tcp(80)));
    }

    [Theory]
    [InlineData(0, "ready", true, "exec 0")]
    [InlineData(1, "", false, "exec 1")]
    [InlineData(2, "no route\nto database\n", false, "exec 2, output \"no route to database\"")]
    public async Task A_command_is_good_when_it_exits_with_zero(int exitCode, string output, bool good, string reading)
    {
        Executes(exitCode, output);

        Assert.Equal((good, reading), await MeasureAsync(Exec()));
    }

    [Fact]
    public async Task Without_a_running_container_no_command_runs()
    {
        _platform.Has(new EnginePlatform.Item("api", "exited"));

        Assert.Equal((false, "exec no container runs"), await MeasureAsync(Exec()));
    }

    [Fact]
    public async Task An_engine_that_refuses_is_a_reading()
    {
        _platform.Fake.Answers[$"/containers/{EnginePlatform.IdOf("api")}/exec"] = FakeEngine.Json("""{"message":"it is paused"}""", "409 Conflict");

        var (good, reading) = await MeasureAsync(Exec());

        Assert.False(good);
        Assert.Contains("it is paused", reading);
    }

    private TcpMeasurement Tcp(int port) => new(new Reach(_platform.Engine, ownContainer: null), EnginePlatform.Project, "api", port);

    private ExecMeasurement Exec() => new(_platform.Engine, EnginePlatform.Project, "api", ["/ready"], new([]));

    private void Executes(int exitCode, string output)
    {
        _platform.Fake.Answers[$"/containers/{EnginePlatform.IdOf("api")}/exec"] = FakeEngine.Json("""{"Id":"e1"}""", "201 Created");
        _platform.Fake.Answers["/exec/e1/json"] = FakeEngine.Json($$"""{"Running":false,"ExitCode":{{exitCode}}}""");
        _platform.Fake.Answers["/exec/e1/start"] = async connection =>
        {
            await FakeEngine.Stream("")(connection);
            var frame = new byte[8 + Encoding.UTF8.GetByteCount(output)];
            frame[0] = 1;
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), frame.Length - 8);
            Encoding.UTF8.GetBytes(output, frame.AsSpan(8));
            await connection.WriteAsync(frame);
        };
    }

    private static async Task<(bool Good, string Reading)> MeasureAsync(IMeasurement measurement)
    {
        var reading = new Reading(Samples.Now, await measurement.MeasureAsync(TestContext.Current.CancellationToken));
        return (measurement.IsGood(reading), reading.ToString());
    }
}
