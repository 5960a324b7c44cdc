using System.Collections.Immutable;
using HelpDesk.Tests.Workflow.Drafts;
using HelpDesk.Web.Manage.Studio.Inputs;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Manage.Studio;

/// <summary>A condition that is written anew from its rows holds for the same tickets.</summary>
public sealed class ConditionsAsRows
{
    [Fact]
    public void Mean_the_same_as_the_condition_that_they_came_from()
    {
        var (judged, random) = (0, new Random(7));
        for (var seed = 1; seed <= 200; seed++)
        {
            var definition = RandomDefinitions.Realistic(seed, 6, 20);
            var workflow = CompiledWorkflow.Compile(definition);
            foreach (var step in definition.Steps.Where(step => step.When is not null))
            {
                var guard = random.Next(3) == 0 ? new Guard.Not(step.When!) : step.When!;
                var rows = GuardRows.Of(guard);
                if (rows.IsTooLong) continue;
                var (before, after) = (With(definition, step, guard), With(definition, step, rows, workflow));
                for (var sample = 0; sample < 20; sample++)
                {
                    var values = Values(definition, random);
                    Assert.True(Holds(before, step, values) == Holds(after, step, values), $"seed {seed}, {step.Key}: {guard} against {string.Join(" or ", rows.Groups.Select(group => string.Join(" and ", group)))} for {string.Join(", ", values)}");
                    judged++;
                }
            }
        }
        Assert.True(judged > 1_000, $"{judged} were judged");
    }

    private static bool Holds(WorkflowDefinition definition, StepDefinition step, ImmutableSortedDictionary<string, FieldValue> values) =>
        CompiledWorkflow.Compile(definition).CanTake(new CaseSnapshot("here", 1, values), Roles.Agent, step.Key);

    /// <summary>A workflow of one state and one step that has the condition.</summary>
    private static WorkflowDefinition With(WorkflowDefinition definition, StepDefinition step, Guard? guard) => definition with
    {
        States = [new("here", Text.Of("Here"), Phase.Open, Text.Of("Here"), [], [])],
        Steps = [new(step.Key, step.Name, new Source.States(["here"]), "here", [], Roles.Agent, guard, [], [], null), new("begin-here", Text.Of("Begin"), new Source.Nowhere(), "here", [new(TriggerKind.Created)], Roles.None, null, [], [], null)],
        Approvals = [],
        Clocks = [],
        Tasks = [],
    };

    private static WorkflowDefinition With(WorkflowDefinition definition, StepDefinition step, GuardRows rows, CompiledWorkflow workflow)
    {
        // Written from the rows alone: as if there had been no condition before.
        var json = rows.ToJson(null, null, workflow)!.ToJsonString();
        var bare = DefinitionWriter.Write(With(definition, step, guard: null));
        var (read, faults) = DefinitionReader.Read(bare.Replace("\"by\":[\"agent\"]", $"\"by\":[\"agent\"],\"when\":{json}", StringComparison.Ordinal).Replace("\"by\": [\"agent\"]", $"\"by\": [\"agent\"], \"when\": {json}", StringComparison.Ordinal));
        Assert.True(read is not null, string.Join(' ', faults.Select(fault => fault.Message)) + json);
        Assert.NotNull(read.Steps.Single(one => one.Key == step.Key).When);
        return read;
    }

    private static ImmutableSortedDictionary<string, FieldValue> Values(WorkflowDefinition definition, Random random)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, FieldValue>(StringComparer.Ordinal);
        values[BuiltInFields.Priority] = FieldValue.Of(BuiltInFields.Priorities[random.Next(4)]);
        values[BuiltInFields.Reopenings] = FieldValue.Of(random.Next(4));
        foreach (var field in definition.Fields.Where(_ => random.Next(4) > 0))
            values[field.Key] = field.Type switch
            {
                FieldType.Choice => FieldValue.Of(field.Choices[random.Next(field.Choices.Length)].Key),
                FieldType.Number => FieldValue.Of(random.Next(-2, 120)),
                FieldType.Flag => FieldValue.Of(random.Next(2) == 0),
                FieldType.Date => FieldValue.Of(new DateOnly(2030, 1, 1).AddDays(random.Next(700))),
                _ => FieldValue.Of(random.Next(2) == 0 ? "a" : "b"),
            };
        return values.ToImmutable();
    }
}
