using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>What a step's button says, and what follows from pressing it.</summary>
public sealed class StepWords(Words words, TimerWords timers, LetterWords letters)
{
    public string WithReply(StepDefinition step) => words["Reply and {0}", Within(step.Name.Shown())];

    public string WithNote(StepDefinition step) => words["Note and {0}", Within(step.Name.Shown())];

    /// <summary>A name as it stands within a sentence: with a small first letter, unless it begins with an abbreviation or a single letter.</summary>
    public static string Within(string name) =>
        name.Length > 1 && char.IsUpper(name[0]) && char.IsLower(name[1]) ? char.ToLower(name[0], System.Globalization.CultureInfo.CurrentUICulture) + name[1..] : name;

    /// <summary>What follows from the step: the state, the mails, and the timers that begin to run.</summary>
    public string Follows(StepDefinition step, CompiledWorkflow workflow, string customer)
    {
        var to = step.To is { } key ? workflow.State(key) : null;
        var sentences = new List<string>();
        if (step.Requires.Contains(Requirements.Reply)) sentences.Add(words["{0} gets your words by mail.", customer]);
        sentences.Add(to is null ? words["The state stays as it is."] : words["It becomes {0}.", to.Name.Shown()]);
        foreach (var effect in step.Effects.Concat(to?.Effects ?? []))
        {
            if (effect is Effect.Mail mail) sentences.Add(words["Mail to {0} ({1}).", timers.To(mail.To, customer), letters.Of(mail.Letter)]);
            if (effect is Effect.Approval approval) sentences.Add(Asks(workflow.Approval(approval.Key)!));
            if (effect is Effect.Case) sentences.Add(words["A linked ticket is started."]);
        }
        foreach (var timer in to?.Timers ?? []) sentences.AddRange(timers.Follows(timer, workflow, customer));
        return string.Join(' ', sentences);
    }

    private string Asks(ApprovalDefinition approval) => approval.Needs == 1
        ? words["Somebody must agree: {0}.", approval.Name.Shown()]
        : words["{0} people must agree: {1}.", approval.Needs, approval.Name.Shown()];
}
