using System.ComponentModel;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Surveys;

[TypeConverter(typeof(IdTypeConverter<SurveyId>))]
public readonly record struct SurveyId(Guid Value) : ITypedId<SurveyId>
{
    public static SurveyId New() => new(Guid.CreateVersion7());
    public static SurveyId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();

    // The database's order, for the page after a row.
    public static bool operator <(SurveyId a, SurveyId b) => a.Value < b.Value;
    public static bool operator >(SurveyId a, SurveyId b) => a.Value > b.Value;
}

/// <summary>One ticket's survey: asked by a link that needs no account, answered at most once a resolution.</summary>
public sealed class Survey
{
    private Survey() { }

    public Survey(Ticket ticket, string key, DateTimeOffset at) => (Id, TicketId, Key, AskedAt) = (SurveyId.New(), ticket.Id, key, at);

    public SurveyId Id { get; private set; }
    public TicketId TicketId { get; private set; }

    /// <summary>Which survey, by its key in the workflow.</summary>
    public string Key { get; private set; } = "";

    /// <summary>SHA-256 of the token in the newest link, or null once that link was used.</summary>
    public string? TokenHash { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>1 (bad) to 5 (very good).</summary>
    public int? Score { get; private set; }

    public string? Comment { get; private set; }

    /// <summary>Which resolution the newest link asks about: the ticket's reopenings when it was made.</summary>
    public int AskedAtReopenings { get; private set; }

    /// <summary>Which resolution was rated.</summary>
    public int? AnsweredAtReopenings { get; private set; }

    /// <summary>Makes a fresh link; an older one no longer works.</summary>
    /// <returns>The token for the link. Only its hash is kept here.</returns>
    public string Ask(Ticket ticket, DateTimeOffset at)
    {
        var token = LinkToken.Make();
        (TokenHash, AskedAt, AskedAtReopenings) = (LinkToken.HashOf(token), at, ticket.Reopenings);
        return token;
    }

    public bool IsAnsweredFor(Ticket ticket) => AnsweredAtReopenings == ticket.Reopenings;

    internal void Answer(int score, string? comment, DateTimeOffset at)
    {
        (AnsweredTokenHash, TokenHash) = (TokenHash, null);
        (Score, Comment, AnsweredAt, AnsweredAtReopenings) = (score, comment, at, AskedAtReopenings);
    }

    /// <summary>The hash of the link that was used, so that opening it again says thanks instead of not found.</summary>
    public string? AnsweredTokenHash { get; private set; }
}

internal sealed class SurveyMapping : IEntityTypeConfiguration<Survey>
{
    public void Configure(EntityTypeBuilder<Survey> survey)
    {
        survey.Property(s => s.Key).HasMaxLength(64);
        survey.Property(s => s.TokenHash).HasMaxLength(64);
        survey.Property(s => s.AnsweredTokenHash).HasMaxLength(64);
        survey.Property(s => s.Comment).HasMaxLength(2000);
        survey.HasIndex(s => new { s.TicketId, s.Key }).IsUnique();
        survey.HasIndex(s => s.TokenHash);
        survey.HasIndex(s => s.AnsweredTokenHash);
        survey.HasIndex(s => new { s.AnsweredAt, s.Id });
        survey.HasOne<Ticket>().WithMany().HasForeignKey(s => s.TicketId);
    }
}
