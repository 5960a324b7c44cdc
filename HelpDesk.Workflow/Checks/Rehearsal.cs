using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>
/// Plays a way through the definition with a concrete case and the real decision, so that an error which depends on
/// values is only reported when a case can really come there.
/// </summary>
internal sealed class Rehearsal(Ground ground)
{
    private static readonly DateTimeOffset Start = new(2030, 1, 7, 9, 0, 0, TimeSpan.Zero);

    private readonly Surroundings surroundings = new(ground.Definition.Calendars.ToImmutableDictionary(key => key, _ => WorkingCalendar.Business(TimeZoneInfo.Utc)));

    /// <summary>The case at the end of the way to a node, or null where it could not be played.</summary>
    public CaseSnapshot? Play(Node node)
    {
        var subject = CaseSnapshot.New(ImmutableSortedDictionary.Create<string, FieldValue>(StringComparer.Ordinal));
        var (at, places) = (Start, Reachability.Path(node));
        var nodes = Nodes(node);
        for (var step = 0; step < places.Length; step++)
        {
            at += TimeSpan.FromHours(1);
            if (Prepared(subject, places[step], nodes[step], at) is not { } ready || Take(ready, places[step], at) is not { } next)
                return null;
            subject = next;
        }
        return subject;
    }

    /// <summary>The nodes from which the edges of the way start.</summary>
    private static List<Node> Nodes(Node node)
    {
        var nodes = new List<Node>();
        for (var at = node.Parent; at is not null; at = at.Parent)
            nodes.Add(at);
        nodes.Reverse();
        return nodes;
    }

    /// <summary>People give the case the values that the edge needs.</summary>
    private CaseSnapshot? Prepared(CaseSnapshot subject, Edge edge, Node node, DateTimeOffset at)
    {
        if (edge.Region is not { } region || ground.Reach.Cube(region, node) is not { } cube)
            return null;
        foreach (var (key, value) in ground.Domains.Values(cube))
        {
            var before = subject.Fields.TryGetValue(key, out var now) ? now : FieldValue.None;
            if (before == value)
                continue;
            var setBy = ground.Compiled.Field(key)!.SetBy;
            // A case is filed with its first values; afterwards people edit.
            if (subject.State is null || setBy == Roles.None)
                subject = With(subject, [KeyValuePair.Create(key, value)]);
            else if (Follow(subject, new Command.Edit(setBy, at, ImmutableSortedDictionary<string, FieldValue>.Empty.Add(key, value))) is { } edited && edited.State == subject.State)
                subject = edited;
            else
                return null;
        }
        return subject;
    }

    private CaseSnapshot? Take(CaseSnapshot subject, Edge edge, DateTimeOffset at)
    {
        var end = Commands(subject, edge, at).Aggregate((CaseSnapshot?)subject, (now, command) => now is null ? null : Follow(now, command));
        return end?.State == ground.States[edge.To].Key ? end : null;
    }

    private IEnumerable<Command> Commands(CaseSnapshot subject, Edge edge, DateTimeOffset at)
    {
        if (edge.Timer is { } timer)
            return [new Command.Fire(Roles.None, at, timer.Key, subject.Entry)];
        if (edge.On is not { } trigger)
            return [new Command.Take(edge.Step!.Definition.By, at, edge.Step.Key, Form(subject, edge.Step.Definition)) { Actor = "somebody" }];
        return trigger.Kind switch
        {
            TriggerKind.Automatic => [new Command.Edit(Roles.None, at, ImmutableSortedDictionary<string, FieldValue>.Empty)],
            TriggerKind.ApprovalGranted or TriggerKind.ApprovalDenied => Votes(subject, trigger, at),
            TriggerKind.FieldChanged => [],
            _ => [new Command.Happened(Roles.None, at, trigger)],
        };
    }

    private IEnumerable<Command> Votes(CaseSnapshot subject, Trigger trigger, DateTimeOffset at)
    {
        var approval = ground.Compiled.Approval(trigger.Key!)!;
        var round = subject.Approvals.TryGetValue(approval.Key, out var asked) ? asked.Round : 0;
        return trigger.Kind == TriggerKind.ApprovalDenied
            ? [new Command.Lapse(at, approval.Key, round)]
            : Enumerable.Range(1, approval.Needs).Select(voter => new Command.Approve(approval.By, at, approval.Key, round, true) { Actor = $"voter {voter}" });
    }

    private StepForm Form(CaseSnapshot subject, StepDefinition step)
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, FieldValue>(StringComparer.Ordinal);
        foreach (var required in step.Requires)
            if (!Requirements.OnlyByForm(required) && (!subject.Fields.TryGetValue(required, out var now) || now.IsEmpty)
                && ground.Domains.IndexOf(required) is >= 0 and var at && ground.Domains[at].Points is [.., var last])
                fields.Add(required, last);
        return new(true, true, step.Requires.Contains(Requirements.Assignee) ? "somebody" : null, fields.ToImmutable());
    }

    private CaseSnapshot? Follow(CaseSnapshot subject, Command command) => ground.Compiled.Decide(subject, command, surroundings) switch
    {
        Decision.Moved moved => With(subject, moved.Changes) with
        {
            State = moved.State,
            Entry = moved.Entry,
            Approvals = subject.Approvals.SetItems(moved.Approvals),
        },
        Decision.Stayed stayed => With(subject, stayed.Changes) with { Approvals = subject.Approvals.SetItems(stayed.Approvals) },
        _ => null,
    };

    private static CaseSnapshot With(CaseSnapshot subject, IEnumerable<KeyValuePair<string, FieldValue>> changes) =>
        subject with { Fields = ((ImmutableSortedDictionary<string, FieldValue>)subject.Fields).SetItems(changes) };
}
