namespace HelpDesk.Workflow;

/// <summary>9: a step needs a field that may have no value and that nobody who takes it can set; a field is set and never read.</summary>
internal sealed record UnsetRequirement() : Check(9, "unset-requirement", ("unset-requirement", Severity.Error), ("never-read", Severity.Hint))
{
    internal override IEnumerable<Finding> Find(Ground ground)
    {
        foreach (var step in ground.Steps)
            foreach (var field in step.Definition.Requires)
                if (ground.Domains.IndexOf(field) is >= 0 and var at && !CanSet(step.Definition, field, ground.Domains[at].Field) && Unset(ground, step, at) is var (state, node, cube))
                    yield return Found(
                        "unset-requirement", step.Place + ".requires", $"{step.Named} needs {field}, which may have no value in {ground.NameOf(state)}, and nobody who takes it can set it; set it before, or ask for it in the condition.",
                        Case(ground, state, cube, step.Definition.By), Reachability.Steps(node));
        foreach (var field in NeverRead(ground.Definition))
            yield return Found("never-read", "$.fields" + JsonPath.Part(field, 0), $"The field {field} is set and never read by a condition or a requirement; leave it out if nobody looks at it.");
    }

    private static bool CanSet(StepDefinition step, string field, FieldDefinition definition) =>
        field == Requirements.Assignee ? (definition.SetBy & step.By) != 0 : step.On.IsEmpty && (definition.SetBy & step.By) != 0;

    /// <summary>A case without a value for which the step is on.</summary>
    private static (int State, Node Node, ulong[] Cube)? Unset(Ground ground, GroundStep step, int at)
    {
        if (step.Guard is not { } guard || ground.Domains[at].Empty == 0)
            return null;
        var without = (ulong[])ground.Domains.Everything.Clone();
        without[at] = ground.Domains[at].Empty;
        if (guard.Intersect(Region.Of(without)) is not { IsEmpty: false } region)
            return null;
        foreach (var state in step.From)
            if (state < ground.Nowhere && ground.Reach.Find(state, region) is var (node, cube))
                return (state, node, cube);
        return null;
    }

    private static IEnumerable<string> NeverRead(WorkflowDefinition definition)
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in definition.Steps)
        {
            read.UnionWith(step.Requires);
            read.UnionWith(step.On.Select(trigger => trigger.Key).OfType<string>());
            Read(step.When, read);
        }
        foreach (var target in definition.Clocks.SelectMany(clock => clock.Targets))
            Read(target.When, read);
        foreach (var start in definition.Clocks.SelectMany(clock => clock.Start.Concat(clock.Stop)).OfType<ClockPoint.On>())
            read.Add(start.Trigger.Key ?? "");
        var set = definition.Steps.SelectMany(step => step.Effects).Concat(definition.States.SelectMany(state => state.Effects))
            .Concat(definition.States.SelectMany(state => state.Timers).SelectMany(timer => timer.Effects))
            .OfType<Effect.Set>().SelectMany(effect => effect.Values.Keys).ToHashSet(StringComparer.Ordinal);
        return definition.Fields.Select(field => field.Key).Where(field => set.Contains(field) && !read.Contains(field));
    }

    private static void Read(Guard? guard, HashSet<string> read)
    {
        switch (guard)
        {
            case Guard.All all:
                foreach (var part in all.Parts) Read(part, read);
                break;
            case Guard.Any any:
                foreach (var part in any.Parts) Read(part, read);
                break;
            case Guard.Not not:
                Read(not.Part, read);
                break;
            case Guard.Atom atom:
                read.Add(atom.Field);
                break;
        }
    }
}
