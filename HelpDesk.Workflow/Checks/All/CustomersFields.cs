namespace HelpDesk.Workflow;

/// <summary>18: a customer's step touches a field that he may not set; a loop sets a clock back.</summary>
internal sealed record CustomersFields() : Check(18, "customers-fields", ("customer-denied", Severity.Warning), ("clock-reset-loop", Severity.Warning))
{
    internal override IEnumerable<Finding> Find(Ground ground)
    {
        var fields = BuiltInFields.All.Concat(ground.Definition.Fields).ToDictionary(field => field.Key, StringComparer.Ordinal);
        foreach (var step in ground.Steps.Where(step => (step.Definition.By & Roles.Customer) != 0))
        {
            foreach (var field in step.Definition.Requires.Where(key => fields.TryGetValue(key, out var field) && (field.SetBy & Roles.Customer) == 0))
                yield return Found("customer-denied", step.Place + ".requires", $"{step.Named} asks the customer for {field}, which he may not set; let customers set it, or do not ask for it.");
            foreach (var field in step.Definition.Effects.OfType<Effect.Set>().SelectMany(set => set.Values.Keys).Where(key => (fields[key].SetBy & Roles.Customer) == 0))
                yield return Found("customer-denied", step.Place + ".effects", $"{step.Named} lets the customer set {field}, which he may not set himself; make sure that this is meant.");
        }
        foreach (var edge in Cycles.EdgesOf(ground, _ => true))
            if (ground.EffectsOf(edge).OfType<Effect.Clock>().FirstOrDefault(effect => effect.Act == ClockAct.Reset) is { } reset && edge.Step is { } by)
                yield return Found("clock-reset-loop", by.Place + ".effects", $"{by.Named} sets the clock {reset.Key} back, and a case can come round to it again and again, so its time is never over; reset it only once.");
    }
}
