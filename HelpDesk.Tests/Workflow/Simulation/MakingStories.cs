using HelpDesk.Tests.Workflow.Drafts;
using HelpDesk.Workflow;
using Xunit;
using static HelpDesk.Tests.Workflow.Support;

namespace HelpDesk.Tests.Workflow.Simulation;

/// <summary>Stories made from a definition play on it, reach every state, take every step, and break when it changes.</summary>
public class MakingStories(ITestOutputHelper output)
{
    private static readonly Walkthroughs Made = Walkthroughs.Of(StandardWorkflow.Read());

    private static IEnumerable<BrokenExpectation> Broken(Walkthroughs made, CompiledWorkflow workflow) => made.All.SelectMany(story => ScenarioPlay.Run(story, workflow).Broken);

    [Fact]
    public void Of_the_shipped_workflow_every_state_and_step_is_told()
    {
        Assert.Empty(Made.Untold);
        Assert.Equal(5, Made.Ways.Length);
        Assert.Equal(5, Made.Refusals.Length);
        Assert.Empty(Broken(Made, Shipped));
        var steps = Made.Ways.Concat(Made.Cover).SelectMany(story => ScenarioPlay.Run(story, Shipped).Lines).SelectMany(line => line.Played).SelectMany(act => act.Decision switch
        {
            Decision.Moved moved => moved.Path,
            Decision.Stayed stayed => stayed.Path,
            _ => [],
        }).Select(step => step.Step).ToHashSet();
        Assert.Equal(StandardWorkflow.Read().Steps.Select(step => step.Key).Order(), steps.Order());
    }

    [Fact]
    public void Everybody_is_refused_once_what_is_not_theirs()
    {
        var definition = StandardWorkflow.Read();
        var tried = Made.Refusals.SelectMany(story => story.Acts).Where(act => act.Expect!.Refused is not null).Select(act => (act.Expect!.State, act.Key, act.Who)).ToHashSet();
        var denied = from state in definition.States
                     from step in definition.Steps
                     from role in new[] { Roles.Customer, Roles.Agent, Roles.Manager }
                     where (step.By & role) == Roles.None || !step.From.Includes(state)
                     select ((string?)state.Key, (string?)step.Key, role);
        Assert.Equal(denied.Order(), tried.Order());
    }

    [Fact]
    public void They_can_be_written_and_read()
    {
        foreach (var story in Made.All)
        {
            var (read, faults) = ScenarioReader.Read(ScenarioWriter.Write(story), Shipped.Definition);
            Assert.Empty(faults);
            Assert.Empty(ScenarioPlay.Run(read!, Shipped).Broken);
        }
    }

    /// <summary>Each change takes something away that some story shows.</summary>
    [Fact]
    public void A_changed_workflow_breaks_a_story()
    {
        var definition = StandardWorkflow.Read();
        var mutants = definition.Steps.Where(step => step.From is not Source.Nowhere && definition.States.All(state => state.Timers.All(timer => timer.Step != step.Key))).Select(gone => ($"without {gone.Key}", definition with { Steps = definition.Steps.Remove(gone) }))
            .Concat(definition.Steps.Where(step => step.By == Roles.Agent).Select(step => ($"{step.Key} for everybody", definition with { Steps = definition.Steps.Replace(step, step with { By = Roles.Agent | Roles.Customer | Roles.Manager }) })))
            .Concat(definition.Steps.Where(step => step.By == Roles.Agent).Select(step => ($"{step.Key} for customers", definition with { Steps = definition.Steps.Replace(step, step with { By = Roles.Customer }) })))
            .Concat(definition.Steps.Where(step => step.To is not null and not "closed").Select(step => ($"{step.Key} closes", definition with { Steps = definition.Steps.Replace(step, step with { To = "closed" }) })))
            .Concat(definition.States.SelectMany(state => state.Timers.Where(timer => timer.Step is not null).Select(timer => ($"{timer.Key} later", definition with { States = definition.States.Replace(state, state with { Timers = state.Timers.Replace(timer, timer with { After = new(9, SpanUnit.Weeks) }) }) }))))
            .ToList();
        var survivors = mutants.Where(mutant => !Broken(Made, CompiledWorkflow.Compile(mutant.Item2)).Any()).Select(mutant => mutant.Item1).ToList();
        output.WriteLine($"{mutants.Count} mutants, {survivors.Count} survive");
        Assert.Empty(survivors);
    }

    [Fact]
    public void Of_random_drafts_every_story_plays_and_what_is_untold_is_said()
    {
        var (stories, untold, reached) = (0, 0, 0);
        for (var seed = 0; seed < 300; seed++)
        {
            var definition = RandomDefinitions.Small(seed);
            var made = Walkthroughs.Of(definition);
            Assert.Empty(Broken(made, CompiledWorkflow.Compile(definition)));
            stories += made.All.Count();
            untold += made.Untold.Count(sentence => !sentence.Contains(", ", StringComparison.Ordinal));
            reached += made.Ways.Length;
        }
        output.WriteLine($"{stories} stories, {reached} states told, {untold} states or steps untold though a case may come there");
        Assert.True(untold < reached, $"{untold} untold, {reached} told");
    }
}
