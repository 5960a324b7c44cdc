using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Surveys;

/// <summary>A survey as its link shows it.</summary>
/// <param name="Subject">What the request was about.</param>
/// <param name="Agent">Who worked on it, or null.</param>
/// <param name="Rated">The score that this link was used for, or null while it waits for one.</param>
public sealed record AskedSurvey(string Subject, long Number, string? Agent, int? Rated);

/// <summary>Finds a survey by its link. Reading records nothing, however often a mail scanner does it.</summary>
public sealed class SurveyReading(HelpDeskDb db)
{
    /// <summary>The survey, or null when a newer link has replaced this one or there never was one, or its ticket is spam.</summary>
    public async Task<AskedSurvey?> FindAsync(string token, CancellationToken ct)
    {
        var hash = LinkToken.HashOf(token);
        return await (
            from survey in db.Surveys.AsNoTracking()
            where survey.TokenHash == hash || survey.AnsweredTokenHash == hash
            join ticket in db.Tickets.NotSpam() on survey.TicketId equals ticket.Id
            select new AskedSurvey(
                ticket.Subject, ticket.Number,
                db.Users.Where(p => p.Id == ticket.AssigneeId).Select(p => p.Name).FirstOrDefault(),
                survey.TokenHash == hash ? null : survey.Score)).FirstOrDefaultAsync(ct);
    }
}
