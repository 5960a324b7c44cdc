namespace HelpDesk.Workflow;

/// <summary>13: the timers of one stay send too many mails.</summary>
internal sealed record ReminderStorm() : Check(13, "reminder-storm", ("reminder-storm", Severity.Warning))
{
    /// <summary>More than this to one recipient in one stay is a storm.</summary>
    public const int Most = 5;

    internal override IEnumerable<Finding> Find(Ground ground)
    {
        for (var state = 0; state < ground.States.Length; state++)
            foreach (var (recipient, mails) in Mails(ground.States[state]))
                if (mails > Most)
                    yield return Found("reminder-storm", PlaceOf(ground, state) + ".timers", $"While a case waits in {ground.NameOf(state)}, {Vocabulary.Recipients.Word(recipient)} gets up to {mails} mails by its timers; {Most} are enough.");
    }

    private static IEnumerable<(Recipient To, int Mails)> Mails(StateDefinition state) =>
        from timer in state.Timers
        from effect in timer.Effects
        where effect is Effect.Mail or Effect.Survey
        group timer.Repeat by effect is Effect.Mail mail ? mail.To : Recipient.Customer into all
        select (all.Key, all.Sum());
}
