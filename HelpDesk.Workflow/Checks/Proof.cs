using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Proves a definition: all checks over it.</summary>
public static class Proof
{
    /// <summary>All checks, by number.</summary>
    public static ImmutableArray<Check> Checks { get; } =
    [
        new UnknownReference(), new DeadGuard(), new AmbiguousChoice(), new UncoveredCase(), new Unreachable(),
        new Trap(), new NeedsTheCustomer(), new IdleRole(), new UnsetRequirement(), new AutomaticLoop(),
        new TimerLoop(), new MailLoop(), new ReminderStorm(), new ClockLife(), new SurveyCoverage(),
        new SilentEnd(), new ApprovalBypass(), new CustomersFields(), new UnheardReply(), new BrokenSuccession(),
    ];

    /// <summary>What the checks find: errors first, then warnings, then hints, each in the order of the file.</summary>
    /// <param name="definition">A definition that the reader found without fault.</param>
    /// <param name="stock">What it may name; null for what it lists itself.</param>
    /// <param name="succession">The published version that it would take the place of; null for none.</param>
    public static ImmutableArray<Finding> Of(WorkflowDefinition definition, Stock? stock = null, Succession? succession = null)
    {
        var ground = new Ground(definition, stock, succession);
        var places = Places(definition);
        return [.. Checks.SelectMany(check => check.Find(ground)).OrderBy(finding => finding.Severity).ThenBy(finding => Order(finding.Place, places))];
    }

    /// <summary>Where states and steps stand in the file.</summary>
    private static Dictionary<string, int> Places(WorkflowDefinition definition) =>
        definition.Fields.Select(field => "$.fields" + JsonPath.Part(field.Key, 0))
            .Concat(definition.Clocks.Select(clock => "$.clocks" + JsonPath.Part(clock.Key, 0)))
            .Concat(definition.Approvals.Select(approval => "$.approvals" + JsonPath.Part(approval.Key, 0)))
            .Concat(definition.States.Select(state => "$.states" + JsonPath.Part(state.Key, 0)))
            .Concat(definition.Steps.Select(step => "$.steps" + JsonPath.Part(step.Key, 0)))
            .Select((place, order) => (place, order)).ToDictionary(pair => pair.place, pair => pair.order + 1);

    private static int Order(string place, Dictionary<string, int> places)
    {
        for (var end = place.Length; end > 1; end = place.LastIndexOfAny(['.', '['], end - 1))
            if (places.TryGetValue(place[..end], out var order))
                return order;
        return 0;
    }
}
