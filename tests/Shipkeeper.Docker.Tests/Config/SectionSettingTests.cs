using Shipkeeper.Config;
using Shipkeeper.Docker.Tests.Postgres;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Features.Config;
using Shipkeeper.Tests;

namespace Shipkeeper.Docker.Tests.Config;

/// <summary>A person at a terminal, and somebody else who sets the same section meanwhile.</summary>
public sealed class SectionSettingTests(PostgresServer server)
{
    [Fact]
    public async Task What_is_set_is_asked_for_and_an_empty_answer_keeps_it()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);
        await platform.RunAsync("mail", "--sender-file", platform.Write("sender", "a@b"), "--password-file", platform.Write("password", "first"));

        var set = await SetAsync(platform, "mail", answers: ["", "second"]);

        Assert.Equal([("sender", ValueOrigin.Kept), ("password", ValueOrigin.Given)], set.Stored!.Fields.Select(value => (value.Field.Name, value.Origin)));
        Assert.Equal("a@b", await platform.AskAsync("select value from shipkeeper.config where field = 'sender'"));
        Assert.Equal("second", FernetTokens.Decrypt(ConfigPlatform.Key, await platform.AskAsync("select value from shipkeeper.config where field = 'password'")));
    }

    [Fact]
    public async Task Whoever_answers_nothing_has_changed_nothing_and_is_told_so()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);
        await platform.RunAsync("mail", "--sender-file", platform.Write("sender", "a@b"), "--password-file", platform.Write("password", "first"));
        var before = await platform.AskAsync("select * from shipkeeper.config order by field");

        var set = await SetAsync(platform, "mail", answers: ["", ""]);

        Assert.Equal((null, true), (set.Stored, set.Found!.IsSet));
        Assert.Equal(before, await platform.AskAsync("select * from shipkeeper.config order by field"));
    }

    [Fact]
    public async Task What_somebody_else_has_set_since_the_question_is_kept()
    {
        using var platform = await ConfigPlatform.CreateAsync(server);

        Task SetSizeAsync() => SetAsync(platform, "limits", answers: [], new() { ["size"] = "10" });
        var set = await SetAsync(platform, "limits", answers: [], new() { ["name"] = "large" }, meanwhile: SetSizeAsync);

        Assert.Equal("name|large\nsize|10", await platform.AskAsync("select field, value from shipkeeper.config order by field"));
        Assert.Equal([("size", "10"), ("name", "large")], set.Stored!.Fields.Select(value => (value.Field.Name, value.Text)));
    }

    /// <param name="meanwhile">While the platform's lock is waited for.</param>
    private static async Task<SetSection> SetAsync(
        ConfigPlatform platform, string section, string[] answers, Dictionary<string, string>? given = null, Func<Task>? meanwhile = null)
    {
        var next = new Queue<string>(answers);
        var prompts = new FieldPrompts(_ => next.Dequeue(), _ => next.Dequeue(), $"shipkeeper config {section}");
        using var session = platform.Open();
        var setting = new SectionSetting(session, session.Platform.Definition.Config[section], given ?? [], newKey: false);
        var set = await setting.RunAsync(prompts, HoldAsync, _ => { }, TestContext.Current.CancellationToken);
        Assert.Empty(next);
        return set;

        async Task<IOperationHold> HoldAsync()
        {
            await (meanwhile?.Invoke() ?? Task.CompletedTask);
            return new Held();
        }
    }

    private sealed class Held : IOperationHold
    {
        public Holder Holder => throw new NotSupportedException();

        public void Name(string operationId) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
