using System.Linq.Expressions;
using HelpDesk.Domain.Post.Incoming;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.Mailboxes;

/// <summary>Counts the mails that came in, by mailbox and day.</summary>
internal static class MailDays
{
    /// <summary>When each of the last days began where the desk is, and when today will end.</summary>
    public static IReadOnlyList<DateTimeOffset> Before(DateTimeOffset now, int days, TimeZoneInfo zone)
    {
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        return [.. Enumerable.Range(1 - days, days + 1).Select(day => Begin(today.AddDays(day), zone))];
    }

    /// <summary>One question to the database, however many mailboxes there are.</summary>
    /// <param name="bounds">When each day begins; the last one only ends the day before.</param>
    public static async Task<Dictionary<(MailboxId, int), int>> CountAsync(IQueryable<IncomingMail> mails, IReadOnlyList<DateTimeOffset> bounds, CancellationToken ct)
    {
        var (first, end) = (bounds[0], bounds[^1]);
        var counts = await mails.Where(m => m.ReceivedAt >= first && m.ReceivedAt < end).GroupBy(ByDay(bounds)).Select(g => new { g.Key.Mailbox, g.Key.Day, Count = g.Count() }).ToListAsync(ct);
        return counts.ToDictionary(c => (c.Mailbox, c.Day), c => c.Count);
    }

    // No database is asked what a day is: each has other words for it, and none knows the desk's zone.
    private static Expression<Func<IncomingMail, MailDay>> ByDay(IReadOnlyList<DateTimeOffset> bounds)
    {
        var mail = Expression.Parameter(typeof(IncomingMail), "m");
        var at = Expression.Property(mail, nameof(IncomingMail.ReceivedAt));
        Expression day = Expression.Constant(bounds.Count - 2);
        for (var i = bounds.Count - 3; i >= 0; i--) day = Expression.Condition(Expression.LessThan(at, Expression.Constant(bounds[i + 1])), Expression.Constant(i), day);
        return Expression.Lambda<Func<IncomingMail, MailDay>>(Expression.MemberInit(Expression.New(typeof(MailDay)),
            Expression.Bind(typeof(MailDay).GetProperty(nameof(MailDay.Mailbox))!, Expression.Property(mail, nameof(IncomingMail.MailboxId))),
            Expression.Bind(typeof(MailDay).GetProperty(nameof(MailDay.Day))!, day)), mail);
    }

    private static DateTimeOffset Begin(DateTime day, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(day)) day = day.AddMinutes(1);
        return new DateTimeOffset(day, zone.GetUtcOffset(day)).ToUniversalTime();
    }

    private sealed class MailDay
    {
        public MailboxId Mailbox { get; init; }
        public int Day { get; init; }
    }
}
