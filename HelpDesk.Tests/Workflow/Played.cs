using HelpDesk.Workflow;

namespace HelpDesk.Tests.Workflow;

/// <summary>A case that is played on: each decision becomes the case's new stand, as the desk does it.</summary>
internal sealed class Played(CompiledWorkflow workflow, CaseSnapshot start)
{
    public CaseSnapshot Case { get; private set; } = start;

    public Decision Last { get; private set; } = Decision.Stayed.Nothing;

    public ClockState Clock(string key) => Case.Clocks[key];

    public Played Do(Command command)
    {
        Last = workflow.Decide(Case, command, Support.World);
        Case = After(Case, Last);
        return this;
    }

    public Played Take(DateTimeOffset at, string step, bool reply = false, Roles by = Roles.Agent, string? actor = null) =>
        Do(new Command.Take(by, at, step, Support.Form(reply: reply)) { Actor = actor });

    public Played Happens(DateTimeOffset at, TriggerKind kind) => Do(new Command.Happened(Roles.Customer, at, new(kind)));

    public Played Sets(DateTimeOffset at, string field, FieldValue value) => Do(new Command.Edit(Roles.Agent, at, Support.Values((field, value))));

    private static CaseSnapshot After(CaseSnapshot before, Decision decision) => decision switch
    {
        Decision.Moved moved => With(before, moved.Changes, moved.Clocks, moved.Approvals) with { State = moved.State, Entry = moved.Entry },
        Decision.Stayed stayed => With(before, stayed.Changes, stayed.Clocks, stayed.Approvals),
        _ => before,
    };

    private static CaseSnapshot With(
        CaseSnapshot before,
        IEnumerable<KeyValuePair<string, FieldValue>> changes,
        IEnumerable<KeyValuePair<string, ClockState>> clocks,
        IEnumerable<KeyValuePair<string, ApprovalState>> approvals)
    {
        var fields = before.Fields.ToDictionary();
        foreach (var (key, value) in changes)
            fields[key] = value;
        return before with { Fields = fields, Clocks = before.Clocks.SetItems(clocks), Approvals = before.Approvals.SetItems(approvals) };
    }
}
