using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>What a timer will do, in words.</summary>
public sealed class TimerWords(Words words, LetterWords letters)
{
    /// <summary>What comes next, in a word or two before the time: for the queue.</summary>
    public string Briefly(TimerDefinition timer, CompiledWorkflow workflow) => timer.Effects switch
    {
        [Effect.Mail { To: Recipient.Team or Recipient.Assignee or Recipient.Managers or Recipient.Agents }, ..] => words["Warns the desk"],
        _ => Name(timer, workflow),
    };

    /// <summary>What the desk calls the timer: the definition gives it a key only.</summary>
    public string Name(TimerDefinition timer, CompiledWorkflow workflow) => timer switch
    {
        { Step: { } step } => workflow.Step(step)?.Name.Shown() ?? step,
        { Effects: [Effect.Mail mail, ..] } => letters.Of(mail.Letter),
        { Effects: [Effect.Survey, ..] } => words["Survey"],
        _ => timer.Key,
    };

    /// <summary>A sentence for each thing that it does.</summary>
    public IEnumerable<string> Does(TimerDefinition timer, CompiledWorkflow workflow, string customer)
    {
        if (timer.Step is { } step) return [Takes(step, workflow)];
        return timer.Effects.Select(effect => effect switch
        {
            Effect.Mail mail => words["Mail to {0}: {1}", To(mail.To, customer), letters.Of(mail.Letter)],
            Effect.Survey => words["{0} is asked for a rating", customer],
            Effect.Note => words["A note is written"],
            Effect.Assign => words["Somebody is named to work on it"],
            Effect.Clock => words["A service-level clock is set"],
            Effect.Approval approval => words["“{0}” is asked for", ReasonSentences.ApprovalName(approval.Key, workflow)],
            Effect.Case => words["A linked ticket is started"],
            _ => words["Fields are set"],
        });
    }

    /// <summary>What follows by itself after some time in a state.</summary>
    public IEnumerable<string> Follows(TimerDefinition timer, CompiledWorkflow workflow, string customer)
    {
        var after = After(timer);
        if (timer.Step is { } step) return [words["After {0} it takes the step “{1}” by itself.", after, workflow.Step(step)?.Name.Shown() ?? step]];
        return timer.Effects.Select(effect => effect switch
        {
            Effect.Mail mail when timer.Repeat > 1 => words["After {0}, {1} times in all: mail to {2} ({3}).", after, timer.Repeat, To(mail.To, customer), letters.Of(mail.Letter)],
            Effect.Mail mail => words["After {0}: mail to {1} ({2}).", after, To(mail.To, customer), letters.Of(mail.Letter)],
            Effect.Survey => words["After {0} {1} is asked for a rating.", after, customer],
            Effect.Note => words["After {0} a note is written.", after],
            Effect.Assign => words["After {0} somebody is named to work on it.", after],
            Effect.Clock => words["After {0} a service-level clock is set.", after],
            Effect.Approval approval => words["After {0} “{1}” is asked for.", after, ReasonSentences.ApprovalName(approval.Key, workflow)],
            Effect.Case => words["After {0} a linked ticket is started.", after],
            _ => words["After {0} fields are set.", after],
        });
    }

    public string To(Recipient recipient, string customer) => recipient switch
    {
        Recipient.Customer => customer,
        Recipient.Followers => words["those who follow it"],
        Recipient.Assignee => words["the assignee, else the team"],
        Recipient.Team => words["the team"],
        Recipient.Managers => words["the managers"],
        Recipient.Agents => words["all agents"],
        _ => throw new InvalidOperationException($"No words for {recipient}."),
    };

    private string Takes(string key, CompiledWorkflow workflow)
    {
        var step = workflow.Step(key);
        return step?.To is { } to && workflow.State(to) is { } state
            ? words["Takes the step “{0}”: it becomes {1}", step.Name.Shown(), state.Name.Shown()]
            : words["Takes the step “{0}”", step?.Name.Shown() ?? key];
    }

    private string After(TimerDefinition timer) => Length(timer.After, timer.Calendar);

    /// <summary>How long something took, in its two largest units: "2 days, 3 hours".</summary>
    public string About(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => words["less than a minute"],
        { TotalHours: < 1 } => Length(new(time.Minutes, SpanUnit.Minutes), null),
        { TotalDays: < 1 } => Two(new(time.Hours, SpanUnit.Hours), new(time.Minutes, SpanUnit.Minutes)),
        _ => Two(new(time.Days, SpanUnit.Days), new(time.Hours, SpanUnit.Hours)),
    };

    private string Two(Span large, Span small) => small.Amount == 0 ? Length(large, null) : words["{0}, {1}", Length(large, null), Length(small, null)];

    /// <summary>A length of time: "4 working hours".</summary>
    public string Length(Span span, string? calendar) => (span.Unit, span.Amount, calendar is not null) switch
    {
        (SpanUnit.Minutes, 1, false) => words["1 minute"],
        (SpanUnit.Minutes, var n, false) => words["{0} minutes", n],
        (SpanUnit.Minutes, 1, true) => words["1 working minute"],
        (SpanUnit.Minutes, var n, true) => words["{0} working minutes", n],
        (SpanUnit.Hours, 1, false) => words["1 hour"],
        (SpanUnit.Hours, var n, false) => words["{0} hours", n],
        (SpanUnit.Hours, 1, true) => words["1 working hour"],
        (SpanUnit.Hours, var n, true) => words["{0} working hours", n],
        (SpanUnit.Days, 1, false) => words["1 day"],
        (SpanUnit.Days, var n, false) => words["{0} days", n],
        (SpanUnit.Days, 1, true) => words["1 working day"],
        (SpanUnit.Days, var n, true) => words["{0} working days", n],
        (SpanUnit.Weeks, 1, false) => words["1 week"],
        (SpanUnit.Weeks, var n, false) => words["{0} weeks", n],
        (SpanUnit.Weeks, 1, true) => words["1 working week"],
        (SpanUnit.Weeks, var n, true) => words["{0} working weeks", n],
        _ => throw new InvalidOperationException($"No words for {span.Unit}."),
    };
}
