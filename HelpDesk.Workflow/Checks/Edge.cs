namespace HelpDesk.Workflow;

/// <summary>One way in which a case can go on from a state: a step by hand or by a trigger, or a timer's own effects.</summary>
/// <param name="From">The state, or the number of nowhere.</param>
/// <param name="To">The state it enters, or stays in.</param>
/// <param name="Step">The step; null for a timer that has effects only.</param>
/// <param name="On">What takes it; null by hand, and for a timer.</param>
/// <param name="Timer">The timer that takes it, or null.</param>
/// <param name="Region">The cases for which it is taken: the step's condition, less what earlier steps on the same trigger take. Null where that is not analysed.</param>
internal sealed record Edge(int From, int To, GroundStep? Step, Trigger? On, TimerDefinition? Timer, Region? Region)
{
    public bool Stays => Step?.Definition.To is null;

    public bool IsByHand => On is null && Timer is null;

    /// <summary>Whether the customer's act takes it.</summary>
    public bool IsCustomers => On is { Kind: TriggerKind.CustomerReplied or TriggerKind.SurveyAnswered or TriggerKind.Created }
        || IsByHand && Step!.Definition.By == Roles.Customer;

    /// <summary>Whether it needs nobody.</summary>
    public bool IsBySystem => Timer is not null || On is { Kind: TriggerKind.Automatic };

    public bool CanHold => Region is not { IsEmpty: true };
}

internal sealed partial class Ground
{
    private List<Edge>[] BuildEdges()
    {
        var edges = new List<Edge>[States.Length + 1];
        for (var state = 0; state < edges.Length; state++)
        {
            edges[state] = [];
            foreach (var step in StepsFrom[state])
                if (step.Definition.On.IsEmpty)
                    edges[state].Add(new(state, Target(step, state), step, null, null, step.Condition));
            foreach (var (trigger, steps) in Choices(state))
                if (CanHappen(trigger))
                    AddChoice(edges[state], state, trigger, steps);
            if (state < States.Length)
                AddTimers(edges[state], state);
        }
        return edges;
    }

    /// <summary>The steps between which the system chooses in a state, by what happens; in the order in which it tries them.</summary>
    public IEnumerable<(Trigger Trigger, List<GroundStep> Steps)> Choices(int state)
    {
        var groups = new OrderedDictionary<Trigger, List<GroundStep>>();
        foreach (var step in StepsFrom[state])
            foreach (var trigger in step.Definition.On)
                if (trigger.Kind != TriggerKind.Timer)
                {
                    if (!groups.TryGetValue(trigger, out var steps))
                        groups.Add(trigger, steps = []);
                    steps.Add(step);
                }
        foreach (var (trigger, steps) in groups)
            yield return (trigger, steps.Count == 1 ? steps : [.. steps.OrderBy(step => step.Definition.Order ?? int.MaxValue)]);
    }

    /// <summary>Whether it ever happens: an approval is decided only where one is asked for, a field changes only where somebody sets it.</summary>
    public bool CanHappen(Trigger trigger) => trigger.Kind switch
    {
        TriggerKind.ApprovalGranted or TriggerKind.ApprovalDenied => Asked.Contains(trigger.Key!),
        TriggerKind.TaskDone or TriggerKind.TaskFailed => Started.Contains(trigger.Key!),
        TriggerKind.SurveyAnswered => HasSurvey,
        TriggerKind.CaseClosed => HasCase,
        TriggerKind.FieldChanged => BuiltInFields.All.Concat(Definition.Fields).Any(field => field.Key == trigger.Key && field.SetBy != Roles.None),
        _ => true,
    };

    private void AddChoice(List<Edge> edges, int state, Trigger trigger, List<GroundStep> steps)
    {
        var earlier = Region.Nothing;
        foreach (var step in steps)
        {
            var region = step.Condition is { } own && !earlier.IsEmpty ? own.Subtract(earlier) ?? own : step.Condition;
            edges.Add(new(state, Target(step, state), step, trigger, null, region));
            // A condition that is not analysed takes nothing away from the later ones.
            if (step.Condition is { } taken)
                earlier = earlier.Union(taken);
        }
    }

    private void AddTimers(List<Edge> edges, int state)
    {
        foreach (var timer in States[state].Timers)
            if (timer.Step is not { } key)
                edges.Add(new(state, state, null, null, timer, Region.Of(Domains.Everything)));
            else if (StepsFrom[state].Find(step => step.Key == key) is { } step)
                edges.Add(new(state, Target(step, state), step, null, timer, step.Condition));
    }

    private int Target(GroundStep step, int state) => step.Definition.To is { } to ? IndexOf(to) : state;
}
