using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Tickets;

// What moves a ticket, or changes its fields.
public sealed partial class Ticket
{
    /// <summary>Every step that these roles could take, with the reasons where one is off.</summary>
    public ImmutableArray<OfferedStep> Steps(CompiledWorkflow workflow, Roles roles) => workflow.Steps(Snapshot(), roles);

    /// <summary>A person takes a step, with what its form held.</summary>
    public Decision Take(string step, StepInput input, Act act)
    {
        var form = new StepForm(input.Reply is not null, input.Note is not null, input.Assignee?.ToString(), input.Fields);
        var decision = Decide(new Command.Take(act.As, act.At, step, form), act);
        if (decision is Decision.Refused) return decision;
        if (input.Reply is { } reply) Say(reply, isInternal: false, input.Files, act);
        if (input.Note is { } note) Say(note, isInternal: true, input.Reply is null ? input.Files : [], act);
        Apply(decision, act);
        return decision;
    }

    /// <summary>A person edits fields without a step.</summary>
    public Decision Edit(ImmutableSortedDictionary<string, FieldValue> fields, Act act)
    {
        var decision = Decide(new Command.Edit(act.As, act.At, fields), act);
        if (decision is Decision.Stayed { Changes.IsEmpty: true } or Decision.Refused) return decision;
        Record(new(EventKind.FieldsChanged) { Changes = ChangesOf(decision, fields) }, act);
        Apply(decision, act);
        return decision;
    }

    /// <summary>Whoever has it may not: they are gone, or do not see its team. From now on nobody has it, also where the workflow would name the same one again.</summary>
    internal void LoseAssignee(Act act)
    {
        // A deed of its own: in the log it follows what was done.
        var alone = act with { By = null, As = Roles.Manager, Command = CommandId.New(), Surroundings = act.Surroundings with { Candidates = ImmutableDictionary<AssignStrategy, ImmutableArray<string>>.Empty } };
        var (stranger, nobody) = (AssigneeId, ImmutableSortedDictionary<string, FieldValue>.Empty.Add(BuiltInFields.Assignee, FieldValue.None));
        Edit(nobody, alone);
        if (AssigneeId != stranger) return;
        Record(new(EventKind.FieldsChanged) { Changes = nobody }, alone);
        Change(nobody);
    }

    /// <summary>A timer of this ticket is due, or a person makes it happen now. Acts once, and only in the stay that armed it.</summary>
    public Decision Fire(TicketTimer timer, Act act)
    {
        var decision = Decide(new Command.Fire(act.As, act.At, timer.Key, timer.Entry), act);
        if (decision is Decision.Refused)
        {
            // A person who brings it forward too early has not used it up.
            if (act.By is null) timer.Lapse(act.At);
            return decision;
        }
        timer.Fire(act.At);
        var effects = (decision as Decision.Stayed)?.Effects ?? [];
        // What belongs to a step that follows is left to that step's event.
        var changes = decision switch
        {
            Decision.Moved moved => Besides(moved.Path, moved.Changes),
            Decision.Stayed stayed => Besides(stayed.Path, stayed.Changes),
            _ => ImmutableSortedDictionary<string, FieldValue>.Empty,
        };
        Record(new(EventKind.TimerFired) { Timer = timer.Key, Occurrence = timer.Occurrence, Effects = effects, Changes = changes }, act);
        Apply(decision, act);
        if (effects.Any(WarnsStaff)) OverdueSince ??= act.At;
        return decision;
    }

    /// <summary>The customer answered the survey: recorded in any state, and it moves the ticket where the workflow says so.</summary>
    public Decision Rate(int score, Act act)
    {
        Record(new(EventKind.SurveyAnswered) { Score = score }, act);
        Set(BuiltInFields.Satisfaction, FieldValue.Of(score));
        Revision++;
        var decision = Decide(new Command.Happened(act.As, act.At, new(TriggerKind.SurveyAnswered)), act);
        if (decision is not Decision.Refused) Apply(decision, act);
        return decision;
    }

    /// <summary>Says in the timeline that a survey effect did nothing, because this resolution is rated already.</summary>
    internal void NoteSurveyNotRepeated(Act act) => Record(new(EventKind.SurveyNotRepeated), act);

    private static bool WarnsStaff(Effect effect) =>
        effect is Effect.Mail { To: Recipient.Team or Recipient.Assignee or Recipient.Managers };

    private static ImmutableSortedDictionary<string, FieldValue> ChangesOf(Decision decision, ImmutableSortedDictionary<string, FieldValue> asked)
    {
        var all = decision switch
        {
            Decision.Moved moved => moved.Changes,
            Decision.Stayed stayed => stayed.Changes,
            _ => ImmutableSortedDictionary<string, FieldValue>.Empty,
        };
        return all.Where(change => asked.ContainsKey(change.Key)).ToImmutableSortedDictionary();
    }
}

/// <summary>What a step's form held. Empty texts are null.</summary>
public sealed record StepInput(
    string? Reply,
    string? Note,
    PersonId? Assignee,
    ImmutableSortedDictionary<string, FieldValue> Fields,
    ImmutableArray<StoredFile> Files)
{
    /// <summary>The team that fields name; null where they name none.</summary>
    public static TeamId? TeamIn(IReadOnlyDictionary<string, FieldValue> fields) =>
        fields.TryGetValue(BuiltInFields.Team, out var team) && Guid.TryParse(team.Text, out var id) ? TeamId.From(id) : null;

    public static StepInput Empty { get; } = new(null, null, null, ImmutableSortedDictionary<string, FieldValue>.Empty, []);
}
