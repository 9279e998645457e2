namespace Shipkeeper.Model;

/// <summary>Spans of time as people say them: as many whole units as there are, of the largest that there are at least two of.</summary>
internal static class Ages
{
    /// <summary>How long ago something was.</summary>
    public static string Write(TimeSpan age) => age.TotalMinutes < 2 ? "just now" : $"{Span(age)} ago";

    public static string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 2 } => $"{span.TotalSeconds:0} seconds",
        { TotalHours: < 2 } => $"{span.TotalMinutes:0} minutes",
        { TotalDays: < 2 } => $"{span.TotalHours:0} hours",
        _ => $"{span.TotalDays:0} days",
    };
}
