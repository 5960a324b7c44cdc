using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Parts of a definition in plain English, for the sentences of a difference.</summary>
internal static class DefinitionWords
{
    public const string Nothing = "nothing";

    public static string Quoted(string words) => $"“{words}”";

    public static string Of(Roles roles) => List(Vocabulary.Roles.Where(role => roles.HasFlag(role.Value)).Select(role => role.Key), "nobody");

    public static string Of(Phase phase) => Vocabulary.Phases.Word(phase);

    public static string Of(Guard? guard) => guard is null ? "always" : $"when {Lower(GuardWords.Of(guard))}";

    public static string Of(Source from) => from switch
    {
        Source.Nowhere => "nowhere",
        Source.Every => "every state that is not closed",
        Source.InPhase some => $"every {Of(some.Phase)} state",
        Source.States list => List(list.Keys),
        _ => throw new InvalidOperationException("The union of sources is closed."),
    };

    public static string Of(ImmutableArray<Trigger> on) => List(on.Select(Of), "by hand");

    public static string Of(Trigger trigger) => trigger switch
    {
        { Kind: TriggerKind.Schedule, Key: { } times } => $"on the schedule {times}",
        { Key: { } key } => $"on {Vocabulary.KeyedTriggers.Word(trigger.Kind)} of {key}",
        _ => $"on {Vocabulary.Triggers.Word(trigger.Kind)}",
    };

    public static string Of(ImmutableArray<ClockPoint> points) => List(points.Select(point => point switch
    {
        ClockPoint.On on => Of(on.Trigger),
        ClockPoint.Entering entering => $"on entering a {Of(entering.Phase)} state",
        _ => throw new InvalidOperationException("The union of clock points is closed."),
    }), "by effects only");

    public static string Of(ImmutableArray<ClockTarget> targets) =>
        List(targets.Select(target => target.When is null ? $"{target.Within}" : $"{target.Within} {Of(target.When)}"), "without a target");

    public static string Of(TimerDefinition timer)
    {
        var when = $"after {timer.After}{(timer.Calendar is { } calendar ? $" of {calendar} time" : "")}{Of(timer.Anchor)}";
        var often = timer.Repeat > 1 ? $", {timer.Repeat} times" : "";
        return $"{when}{often}: {(timer.Step is { } step ? $"takes {step}" : Of(timer.Effects))}";
    }

    public static string Of(ImmutableArray<Effect> effects) => List(effects.Select(Of));

    public static string Of(Effect effect) => effect switch
    {
        Effect.Mail mail => $"mails {mail.Letter} to {Vocabulary.Recipients.Word(mail.To)}",
        Effect.Survey survey => $"asks the survey {survey.Key}",
        Effect.Set set => Of(set.Values),
        Effect.Assign assign => $"assigns by {Vocabulary.Strategies.Word(assign.Strategy)}",
        Effect.Clock clock => $"does {Vocabulary.ClockActs.Word(clock.Act)} to the clock {clock.Key}",
        Effect.Note note => $"notes {Of(note.Words)}",
        Effect.Approval approval => $"asks for the approval {approval.Key}",
        Effect.Case other => $"starts a case of {other.Workflow}{(other.Subject is { } subject ? $" about {Quoted(subject)}" : "")}",
        Effect.Webhook webhook => $"calls {webhook.Key}",
        Effect.Task task => $"has {task.Key} done",
        _ => throw new InvalidOperationException("The union of effects is closed."),
    };

    public static string Of(ImmutableSortedDictionary<string, FieldValue> values) =>
        List(values.Select(pair => pair.Value.IsEmpty ? $"clears {pair.Key}" : $"sets {pair.Key} to {Quoted(pair.Value.ToString())}"));

    public static string Of(CaseTemplate? template) => template is null
        ? Nothing
        : $"{Quoted(template.Subject)}{(template.Message is { } message ? $", {Quoted(message)}" : "")}{(template.Values.IsEmpty ? "" : ", " + Of(template.Values))}";

    public static string Of(ImmutableArray<Choice> choices) =>
        List(choices.Select(choice => choice.Name.Equals(Text.Of(Keys.Words(choice.Key))) ? choice.Key : $"{choice.Key} ({Of(choice.Name)})"));

    /// <summary>All languages: a change in one must be seen.</summary>
    public static string Of(Text text) => text.ByLanguage is { Count: 1 } && text.ByLanguage.TryGetValue("", out var plain)
        ? Quoted(plain)
        : string.Join(", ", text.ByLanguage.Select(pair => $"{pair.Key} {Quoted(pair.Value)}"));

    public static string List(IEnumerable<string> items, string none = Nothing) =>
        items.ToList() switch
        {
            [] => none,
            [var only] => only,
            [.. var first, var last] => $"{string.Join(", ", first)} and {last}",
        };

    private static string Of(TimerAnchor anchor) => anchor switch
    {
        TimerAnchor.Entry => "",
        TimerAnchor.LastCustomerMessage => " from the customer's last message",
        TimerAnchor.LastAgentMessage => " from the last message of an agent",
        _ => throw new InvalidOperationException($"{anchor} has no words."),
    };

    private static string Lower(string words) => char.ToLowerInvariant(words[0]) + words[1..];
}
