using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Live;

/// <summary>Tells open pages that what they show has changed. It carries no content: a page that hears of a change fetches itself anew.</summary>
[Authorize(Policy = Doors.Desk)]
internal sealed class LiveHub(HelpDeskDb db, LiveLines lines, TimeProvider clock) : Hub
{
    public const string Desk = "desk";

    /// <summary>So long a connection lasts, or as long as its session where that is shorter; then the page asks anew for what it may watch.</summary>
    public static readonly TimeSpan Stay = TimeSpan.FromHours(1);

    private const string TicketPrefix = "ticket:";

    public static string TopicOf(long number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{TicketPrefix}{number}");

    /// <summary>Hears of a topic from now on: <c>desk</c>, or <c>ticket:1042</c>.</summary>
    /// <returns>False where there is no such topic, or it is not this caller's to watch.</returns>
    public async Task<bool> Watch(string topic)
    {
        var ct = Context.ConnectionAborted;
        if (topic != Desk && !(NumberIn(topic) is { } number && await db.VisibleAtDesk(Context.User!.Caller()).Numbered(number).AnyAsync(ct))) return false;
        await Groups.AddToGroupAsync(Context.ConnectionId, topic, ct);
        return true;
    }

    public override Task OnConnectedAsync()
    {
        var ends = Context.GetHttpContext()?.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc - clock.GetUtcNow() ?? Stay;
        var line = Context.Features.Get<IConnectionLifetimeNotificationFeature>();
        Context.Items[typeof(ITimer)] = clock.CreateTimer(_ => line?.RequestClose(), null, Shorter(ends), Timeout.InfiniteTimeSpan);
        lines.Open(Context.User!.Caller().Id, Context);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        lines.Close(Context);
        (Context.Items[typeof(ITimer)] as ITimer)?.Dispose();
        return Task.CompletedTask;
    }

    private static TimeSpan Shorter(TimeSpan ends) => ends < TimeSpan.Zero ? TimeSpan.Zero : ends < Stay ? ends : Stay;

    // Only the one spelling that is ever sent to.
    private static long? NumberIn(string topic) =>
        topic.StartsWith(TicketPrefix, StringComparison.Ordinal) && long.TryParse(topic[TicketPrefix.Length..], out var number) && TopicOf(number) == topic ? number : null;
}
