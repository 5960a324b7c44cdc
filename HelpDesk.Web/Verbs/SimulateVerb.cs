using System.CommandLine;
using HelpDesk.Workflow;
using Command = System.CommandLine.Command;

namespace HelpDesk.Web.Verbs;

/// <summary><c>workflow simulate</c>: plays a story on a virtual clock.</summary>
internal static class SimulateVerb
{
    public static Command Of()
    {
        var file = new Argument<string>("FILE") { Description = "The definition, in JSON." };
        var script = new Option<string>("--script") { Description = "The story, in JSON (docs/scenarios.md).", Required = true };
        var json = new Option<bool>("--json") { Description = "An object {scenario, holds, lines, broken} instead of lines." };
        var verb = new Command("simulate", "Plays a scenario on a virtual clock and prints each decision. Nothing is sent. Status 1 if something does not come as expected.") { file, script, json };
        verb.SetAction(parsed =>
        {
            var (definition, status) = DefinitionFile.Definition(parsed, parsed.GetRequiredValue(file));
            if (definition is null) return status;
            var path = parsed.GetRequiredValue(script);
            if (DefinitionFile.Read(path) is not { } text) return DefinitionFile.Unreadable(parsed, path);
            var (scenario, faults) = ScenarioReader.Read(text, definition);
            if (scenario is null)
            {
                DefinitionFile.WriteFaults(parsed.InvocationConfiguration.Error, faults);
                return 1;
            }
            var result = ScenarioPlay.Run(scenario, CompiledWorkflow.Compile(definition));
            Print(parsed, scenario, result, parsed.GetValue(json));
            return result.Holds ? 0 : 1;
        });
        return verb;
    }

    private static void Print(ParseResult parsed, Scenario scenario, ScenarioResult result, bool asJson)
    {
        var output = parsed.InvocationConfiguration.Output;
        if (asJson)
        {
            output.WriteLine(Printed.Json(new { Scenario = scenario.Name, result.Holds, Lines = result.Lines.SelectMany(line => line.Played.Select(act => AsJson(line, act))), Broken = result.Broken.Select(broken => new { broken.Line, broken.At, broken.What, Message = broken.Sentence }) }));
            return;
        }
        output.WriteLine(scenario.Name);
        foreach (var line in result.Lines)
            foreach (var act in line.Played)
                output.WriteLine($"{act.Command.At:yyyy-MM-dd HH:mm}  {Who(act.Command)} {What(act.Command)}: {Came(act)}");
        foreach (var broken in result.Broken) output.WriteLine($"broken  {broken.Sentence}");
        output.WriteLine(result.Holds ? "holds" : $"{result.Broken.Length} not as expected");
    }

    private static object AsJson(ScenarioLine line, PlayedAct act) => new
    {
        Line = line.Number,
        act.Command.At,
        Who = Who(act.Command),
        What = What(act.Command),
        From = act.State,
        To = act.Decision is Decision.Moved moved ? moved.State : act.State,
        Steps = Path(act).Select(step => step.Step),
        Effects = act.Effects.Select(ScenarioWords.Of),
        Refused = act.Decision is Decision.Refused refused ? refused.Reasons.Select(reason => reason.ToString()) : null,
    };

    private static string Who(HelpDesk.Workflow.Command command) => command.By == Roles.None ? "time" : command.By.ToString().ToLowerInvariant();

    private static string What(HelpDesk.Workflow.Command command) => command switch
    {
        HelpDesk.Workflow.Command.Take take => $"takes {take.Step}",
        HelpDesk.Workflow.Command.Fire fire => $"fires {fire.Timer}",
        HelpDesk.Workflow.Command.Edit edit => $"edits {string.Join(", ", edit.Fields.Keys)}",
        HelpDesk.Workflow.Command.Approve approve => $"{(approve.Granted ? "approves" : "denies")} {approve.Approval}",
        HelpDesk.Workflow.Command.Lapse lapse => $"ends the wait for {lapse.Approval}",
        HelpDesk.Workflow.Command.Happened happened => ScenarioWords.Of(happened.Trigger),
        _ => throw new InvalidOperationException($"{command.GetType().Name} has no words."),
    };

    private static string Came(PlayedAct act)
    {
        if (act.Decision is Decision.Refused refused) return $"refused. {string.Join(" ", refused.Reasons)}";
        var where = act.Decision is Decision.Moved moved ? $"{act.State ?? "new"} → {moved.State}" : "stays";
        var steps = Path(act).Select(step => step.Step).ToList();
        return where + (steps.Count > 0 ? $" by {string.Join(", ", steps)}" : "") + (act.Effects.IsEmpty ? "" : $"; {string.Join(", ", act.Effects.Select(ScenarioWords.Of))}");
    }

    private static System.Collections.Immutable.ImmutableArray<StepTaken> Path(PlayedAct act) => act.Decision switch
    {
        Decision.Moved moved => moved.Path,
        Decision.Stayed stayed => stayed.Path,
        _ => [],
    };
}
