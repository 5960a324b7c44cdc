using HelpDesk.Domain.Post;
using HelpDesk.Domain.Reactions;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Mailroom.Outgoing;
using HelpDesk.Web.Wiring;
using MimeKit;

namespace HelpDesk.Web.Mailroom;

/// <summary>
/// Hands every due mail over: at least once, and twice only when the process dies, or the database is away until the lease has lapsed,
/// between the server's answer and our mark.
/// Its text is written down before it first leaves, so that a resend is the same mail.
/// </summary>
internal sealed partial class OutboxDrain(Outbox outbox, Composing composing, EnvelopeFinder envelopes, MailSigner signer, IMailCarrier carrier, ITokenSeal seal, Settings settings, TimeProvider clock, ILogger<OutboxDrain> log) : IDisposable
{
    private readonly SingleRun run = new();

    /// <summary>Hands over until nothing is due. Where a drain is under way already, that one sees to it.</summary>
    public Task RunAsync(CancellationToken ct) => run.RunAsync(() => DrainAsync(ct), carrier.RestAsync);

    public void Dispose() => run.Dispose();

    private async Task DrainAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var batch = await outbox.TakeAsync(ct);
            if (batch.Mails.Count == 0) return;
            Failpoint.Reach(Failpoint.MailTaken);
            await using var held = outbox.Hold(batch);
            var composed = await composing.ComposeAsync(batch, ct);
            Failpoint.Reach(Failpoint.MailComposed);
            if (!await HandOverAsync(batch, composed, ct)) return;
        }
    }

    /// <returns>Whether more mails can leave.</returns>
    private async Task<bool> HandOverAsync(Batch batch, IReadOnlyList<OutboxMail> mails, CancellationToken ct)
    {
        var facts = await envelopes.FindAsync(mails, ct);
        foreach (var mail in mails)
        {
            if (ct.IsCancellationRequested)
            {
                await outbox.GiveBackAsync(batch);
                return false;
            }
            // Held too long, as by a machine that slept: another worker may be at these mails.
            if (clock.GetUtcNow() >= batch.Until) return true;

            if (!await outbox.MayLeaveAsync(mail, CancellationToken.None))
            {
                await outbox.WriteAsync(batch, mail.Id, (held, _) => held.Release());
                continue;
            }
            Failpoint.Reach(Failpoint.MailHanding);
            var answer = await CarryAsync(mail, facts[mail.Id]);
            Failpoint.Reach(Failpoint.MailHanded);
            if (answer is HandOver.Stuck stuck)
            {
                LogStuck(stuck.Words);
                await outbox.WriteAllAsync(batch, (held, at) => held.Postpone(stuck.Words, at), CancellationToken.None);
                Failpoint.Reach(Failpoint.MailPostponed);
                return false;
            }
            if (!await outbox.MarkAsync(batch, mail.Id, (held, at) => Mark(held, answer, at))) LogLate(mail.Id.Value);
            Failpoint.Reach(Failpoint.MailMarked);
        }
        return true;
    }

    private async Task<HandOver> CarryAsync(OutboxMail mail, EnvelopeFacts facts)
    {
        var token = mail.SealedToken is { } sealedToken ? seal.Open(sealedToken) : null;
        if (token is null && mail.SealedToken is not null)
            return new HandOver.Refused("The key to its link is gone, so the link would not work.");
        try
        {
            var message = Envelope.Close(mail, token, facts, settings);
            signer.Sign(message);
            return await carrier.CarryAsync(message);
        }
        catch (ParseException)
        {
            return new HandOver.Refused("The recipient’s address is not a mail address.");
        }
        // One mail's mistake, whatever it is, must not keep the mails behind it: it counts as a try, and parks in the end.
        catch (Exception mistake) when (mistake is not OperationCanceledException)
        {
            LogMistake(mistake, mail.Id.Value);
            return new HandOver.Later(mistake.Message);
        }
    }

    private void Mark(OutboxMail mail, HandOver answer, DateTimeOffset at)
    {
        switch (answer)
        {
            case HandOver.Accepted:
                mail.BeSent(at, carrier.KeepsTokens);
                break;
            case HandOver.Later later:
                mail.Defer(later.Words, at);
                LogLater(mail.Id.Value, mail.Attempts, later.Words);
                break;
            case HandOver.Refused refused:
                mail.Fail(refused.Words);
                LogRefused(mail.Id.Value, refused.Words);
                break;
        }
    }

    [LoggerMessage(LogLevel.Warning, "No mail can leave: {Words}")]
    private partial void LogStuck(string words);

    [LoggerMessage(LogLevel.Warning, "Mail {Mail} was handed over, or tried, after its lease was lost; whoever holds it now writes down what became of it.")]
    private partial void LogLate(Guid mail);

    [LoggerMessage(LogLevel.Information, "Mail {Mail} is tried again later, after {Tries} tries: {Words}")]
    private partial void LogLater(Guid mail, int tries, string words);

    [LoggerMessage(LogLevel.Error, "Mail {Mail} could not be handed over, by a mistake of ours.")]
    private partial void LogMistake(Exception mistake, Guid mail);

    [LoggerMessage(LogLevel.Warning, "Mail {Mail} was refused for good: {Words}")]
    private partial void LogRefused(Guid mail, string words);
}
