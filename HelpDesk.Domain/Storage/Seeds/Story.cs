using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>A ticket's life as a script: who files what, and what people do after that. What time does is left to the workflow.</summary>
/// <param name="FiledAt">When it is filed.</param>
/// <param name="FiledBy">The customer, or staff for one who phones.</param>
/// <param name="Team">Null for the default team.</param>
public sealed record Story(
    DateTimeOffset FiledAt,
    Caller FiledBy,
    Caller Customer,
    TeamId? Team,
    string Priority,
    string Subject,
    string Body,
    ImmutableArray<SampleFile> Files,
    ImmutableArray<Beat> Beats);

/// <summary>One thing that somebody does, a while after the one before it.</summary>
/// <param name="After">How long after the beat before; or, when <paramref name="BeforeNow"/>, how long before the story's present.</param>
public sealed record Beat(TimeSpan After, bool BeforeNow, Caller By, Deed Deed);

/// <summary>What people do, in no workflow's words: the player asks the workflow which step that is, and where there is none the words are still said.</summary>
public abstract record Deed
{
    private Deed() { }

    /// <summary>Puts themselves in charge.</summary>
    public sealed record Take : Deed;

    /// <summary>Puts somebody else in charge.</summary>
    public sealed record HandTo(Caller Whom) : Deed;

    /// <summary>Asks the customer, and waits.</summary>
    public sealed record Ask(string Text) : Deed;

    /// <summary>Says that it is done.</summary>
    /// <param name="Choice">The choice to make where the step's form asks for one.</param>
    public sealed record Resolve(string Text, string? Choice) : Deed;

    /// <summary>Calls for help inside the house.</summary>
    public sealed record Escalate(string Text) : Deed;

    public sealed record Reply(string Text) : Deed;

    public sealed record Note(string Text) : Deed;

    /// <summary>The customer writes.</summary>
    public sealed record Write(string Text, ImmutableArray<SampleFile> Files) : Deed;

    /// <summary>The customer calls it off.</summary>
    public sealed record Withdraw : Deed;

    /// <summary>The customer answers the survey.</summary>
    public sealed record Rate(int Score, string? Comment) : Deed;
}
