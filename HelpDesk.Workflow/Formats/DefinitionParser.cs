using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>
/// One reading of one document. Keys are collected before anything refers to them, so that a thing that is itself
/// faulty is not reported as unknown as well. After a fault it goes on with a stand-in: the result is dropped then.
/// </summary>
internal sealed partial class DefinitionParser(FaultList faults) : JsonParser(faults)
{
    private const int MostStates = 500;
    private const int MostSteps = 2000;
    private const int MostFields = 200;
    private const int MostKeys = 500;

    private ImmutableArray<string> calendars = [];
    private ImmutableArray<string> surveys = [];
    private ImmutableArray<string> letters = [];
    private ImmutableArray<string> workflows = [];
    private ImmutableArray<string> webhooks = [];
    private IReadOnlyCollection<string> clocks = [];
    private IReadOnlyCollection<string> approvals = [];
    private IReadOnlyCollection<string> tasks = [];
    private IReadOnlyCollection<string> states = [];
    private IReadOnlyCollection<string> steps = [];

    public WorkflowDefinition? Read(JsonTree root)
    {
        if (!IsMap(root, Shape.Workflow))
            return null;
        if (root["$schema"] is { } schema)
            Words(schema, 2000);
        calendars = KeyList(root["calendars"], MostKeys);
        surveys = KeyList(root["surveys"], MostKeys);
        letters = KeyList(root["letters"], MostKeys);
        workflows = KeyList(root["workflows"], MostKeys);
        webhooks = KeyList(root["webhooks"], MostKeys);
        var key = Required(root, "workflow") is { } named ? Key(named) : "";
        var name = TextOf(Required(root, "name"));
        ReadFields(root["fields"]);
        var clockTrees = Entries(root["clocks"], "clocks", MostClocks);
        var approvalTrees = Entries(root["approvals"], "approvals", MostApprovals);
        var taskTrees = Entries(root["tasks"], "tasks", MostTasks);
        clocks = Set(clockTrees);
        approvals = Set(approvalTrees);
        tasks = Set(taskTrees);
        var stateTrees = Entries(Required(root, "states"), "states", MostStates);
        var stepTrees = Entries(Required(root, "steps"), "steps", MostSteps);
        states = Set(stateTrees);
        steps = Set(stepTrees);
        if (root["states"] is { IsMap: true, Items.Count: 0 } none)
            Faults.Add("missing-state", none, "A workflow needs a state in which a case can stand; add one.");
        var readSteps = Each(stepTrees, ReadStep);
        NeedsStart(root, readSteps);
        var readStates = Each(stateTrees, ReadState);
        CheckTimers(readStates, readSteps);
        return new(
            key, name, calendars, surveys, letters, workflows, webhooks, [.. ownFields],
            Each(clockTrees, ReadClock), Each(approvalTrees, ReadApproval), Each(taskTrees, ReadTask), readStates, readSteps);
    }

    private static HashSet<string> Set(List<JsonTree> entries) => entries.Select(entry => entry.Name!).ToHashSet(StringComparer.Ordinal);

    private static ImmutableArray<T> Each<T>(List<JsonTree> trees, Func<JsonTree, T> read) => [.. trees.Select(read)];

    private void NeedsStart(JsonTree root, ImmutableArray<StepDefinition> all)
    {
        if (root["steps"] is { IsMap: true } place && !all.Any(step => step.From is Source.Nowhere))
            Faults.Add("missing-start", place, "No step starts a case; add one with \"on\": \"created\" or a schedule, and the state it goes to.");
    }
}
