using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Reactions;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Mailroom.Letters;

/// <summary>What a letter has to tell, because of what it is or of when it is sent.</summary>
public enum LetterPromise
{
    /// <summary>What somebody wrote.</summary>
    Words,

    /// <summary>What the customer is asked.</summary>
    Question,

    /// <summary>The note that its step asks for.</summary>
    Note,

    /// <summary>The number of the request.</summary>
    Number,

    /// <summary>What somebody is asked to consent to.</summary>
    Consent,

    /// <summary>The link by which it is done.</summary>
    Link,
}

/// <param name="What">What is promised.</param>
/// <param name="By">The step or state that promises it, by its name; null where the letter itself does.</param>
public sealed record PromisedWords(LetterPromise What, string? By = null);

/// <summary>Knows what each letter promises: the product's own by what they are, all by the steps and timers that send them.</summary>
public static class LetterPromises
{
    /// <summary>What some words do not tell, though they have to.</summary>
    /// <param name="senders">The workflows that say these words.</param>
    public static IEnumerable<PromisedWords> Broken(string letter, LetterWords words, IEnumerable<WorkflowDefinition> senders) =>
        Of(letter, senders).Where(promised => !IsKept(promised.What, words));

    public static IEnumerable<PromisedWords> Of(string letter, IEnumerable<WorkflowDefinition> senders) =>
        OfItself(letter).Select(what => new PromisedWords(what)).Concat(senders.SelectMany(definition => OfSender(letter, definition))).DistinctBy(promised => promised.What);

    private static IEnumerable<LetterPromise> OfItself(string letter) => letter switch
    {
        Reactions.ReplyLetter or Reactions.FollowedLetter => [LetterPromise.Words],
        Reactions.ReceivedLetter => [LetterPromise.Number],
        Reactions.SurveyLetter => [LetterPromise.Link],
        Reactions.ApprovalLetter => [LetterPromise.Consent, LetterPromise.Link],
        "reminder" => [LetterPromise.Question],
        _ => AccountLetter.LifespanOf(letter) is null ? [] : [LetterPromise.Link],
    };

    private static IEnumerable<PromisedWords> OfSender(string letter, WorkflowDefinition definition) =>
        definition.Steps.SelectMany(step => OfStep(letter, step, definition.States.FirstOrDefault(state => state.Key == step.To)))
            .Concat(definition.States.Where(state => state.Phase == Phase.Pending && state.Timers.Any(timer => Sends(timer.Effects, letter, toCustomers: true))).Select(state => new PromisedWords(LetterPromise.Question, state.Name.ToString())));

    private static IEnumerable<PromisedWords> OfStep(string letter, StepDefinition step, StateDefinition? entered)
    {
        var effects = step.Effects.Concat(entered?.Effects ?? []).ToList();
        if (entered?.Phase == Phase.Pending && step.Requires.Contains(Requirements.Reply) && Sends(effects, letter, toCustomers: true)) yield return new(LetterPromise.Question, step.Name.ToString());
        if (step.Requires.Contains(Requirements.Note) && Sends(effects, letter, toCustomers: false)) yield return new(LetterPromise.Note, step.Name.ToString());
    }

    private static bool Sends(IEnumerable<Effect> effects, string letter, bool toCustomers) =>
        effects.OfType<Effect.Mail>().Any(mail => mail.Letter == letter && (mail.To is Recipient.Customer or Recipient.Followers) == toCustomers);

    private static bool IsKept(LetterPromise what, LetterWords words) => what switch
    {
        LetterPromise.Words => Tells(words.Body, "message"),
        LetterPromise.Question => Tells(words.Body, "question", "message"),
        LetterPromise.Note => Tells(words.Body, "note"),
        LetterPromise.Number => Tells(words.Subject + words.Body, "number"),
        LetterPromise.Consent => Tells(words.Subject + words.Body, "approval"),
        LetterPromise.Link => LetterGrammar.SaysAlways(words.Action),
        _ => throw new InvalidOperationException($"Nobody knows how {what} is kept."),
    };

    private static bool Tells(string text, params string[] fields) => LetterGrammar.ToldIn(text).Intersect(fields).Any();
}
