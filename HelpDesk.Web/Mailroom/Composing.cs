using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Mailroom.Letters;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Mailroom;

/// <summary>Writes the letters of a batch that have none yet, and keeps them before any of them leaves. What cannot be written is parked.</summary>
internal sealed partial class Composing(Outbox outbox, LetterWriter letters, IServiceScopeFactory scopes, ILogger<Composing> log)
{
    /// <returns>The mails that are ready to leave.</returns>
    public async Task<IReadOnlyList<OutboxMail>> ComposeAsync(Batch batch, CancellationToken ct)
    {
        var bare = batch.Mails.Where(m => m.Text is null).ToList();
        if (bare.Count == 0) return batch.Mails;

        var outcomes = new Dictionary<MailId, Action<OutboxMail>>();
        await using var scope = scopes.CreateAsyncScope();
        foreach (var mail in bare)
            outcomes[mail.Id] = await ComposeAsync(scope.ServiceProvider.GetRequiredService<HelpDeskDb>(), mail, ct);

        await outbox.WriteAllAsync(batch, (held, _) => outcomes.GetValueOrDefault(held.Id)?.Invoke(held), ct);
        // The same on what we hold in the hand.
        foreach (var mail in bare) outcomes[mail.Id](mail);
        return [.. batch.Mails.Where(m => m.Fate != MailFate.Parked)];
    }

    private async Task<Action<OutboxMail>> ComposeAsync(HelpDeskDb db, OutboxMail mail, CancellationToken ct)
    {
        try
        {
            var letter = await letters.ComposeAsync(db, mail, ct);
            return held => held.Write(letter.Subject, letter.Text, letter.Html);
        }
        catch (LetterRefusedException refused)
        {
            return held => held.Park(refused.Message);
        }
        // A letter's mistake, whatever it is, must not keep the letters behind it. Trouble with the database, which may come wrapped, is not the letter's.
        catch (Exception mistake) when (mistake is not OperationCanceledException && !Outages.IsOfDatabase(mistake))
        {
            LogMistake(mistake, mail.Id.Value, mail.Letter);
            return held => held.Park($"The letter could not be written: {mistake.Message}");
        }
    }

    [LoggerMessage(LogLevel.Error, "Mail {Mail} is parked: its letter {Letter} could not be written.")]
    private partial void LogMistake(Exception mistake, Guid mail, string letter);
}
