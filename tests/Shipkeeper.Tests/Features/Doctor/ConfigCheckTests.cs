using Shipkeeper.Config;
using Shipkeeper.Features.Doctor.Checks;

namespace Shipkeeper.Tests.Features.Doctor;

public sealed class ConfigCheckTests
{
    [Fact]
    public void What_keeps_the_application_from_starting_is_an_error_and_what_nobody_need_know_is_nothing() => Assert.Equal(
        [
            "Error: the section 'ai' is missing",
            "Error: the section 'mail' is to be set again: KEY is not the key that it was encrypted with",
            "Warning: the section 'garage' is unknown: the database does not answer",
        ],
        ConfigCheck.Find(
        [
            new("admin", null, Required: true, SectionStanding.Set, null),
            new("ai", null, Required: true, SectionStanding.Missing, null),
            new("limits", null, Required: false, SectionStanding.NotSet, null),
            new("mail", null, Required: false, SectionStanding.KeyChanged, "KEY is not the key that it was encrypted with"),
            new("feed", null, Required: false, SectionStanding.NoRead, "it has no 'read' that would say whether it is set"),
            new("garage", null, Required: false, SectionStanding.Unknown, "the database does not answer"),
        ]).Select(finding => $"{finding.Severity}: {finding.Text}"));
}
