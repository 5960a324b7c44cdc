using System.CommandLine;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Command = System.CommandLine.Command;

namespace HelpDesk.Web.Verbs;

/// <summary><c>workflow replay</c>: what a draft would have made of stored tickets.</summary>
internal static class ReplayVerb
{
    private const int MostDivergences = 10;

    public static Command Of(House house)
    {
        var file = new Argument<string>("FILE") { Description = "The draft, in JSON; the workflow of the same key must be published." };
        var last = new Option<int>("--last") { Description = "How many of the newest tickets.", DefaultValueFactory = _ => 1000 };
        last.Validators.Add(value =>
        {
            if (value.Tokens.Count == 1 && !(int.TryParse(value.Tokens[0].Value, out var count) && count is >= 1 and <= 10_000_000)) value.AddError("--last is from 1 to 10,000,000.");
        });
        var json = new Option<bool>("--json") { Description = "An object {tickets, outcomes, before, after, divergences, refused} instead of lines." };
        var verb = new Command("replay", "Replays stored tickets against a draft: what people and mails did is given, timers and automatic steps are made anew. Status 1 if some ticket would be refused.") { file, last, json };
        verb.SetAction(async (parsed, ct) =>
        {
            var (draft, status) = DefinitionFile.Definition(parsed, parsed.GetRequiredValue(file));
            if (draft is null) return status;
            var services = await house.OpenedAsync(ct);
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<HelpDeskDb>();
            var library = scope.ServiceProvider.GetRequiredService<WorkflowLibrary>();
            if (!await db.WorkflowVersions.AnyAsync(version => version.Workflow == draft.Key, ct))
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"No workflow '{draft.Key}' is published, so there is no history of it.");
                return 1;
            }
            var before = (await library.CurrentAsync(db, draft.Key, ct)).Compiled;
            var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
            var log = await TicketLog.LastAsync(db, before, parsed.GetValue(last), now, ct);
            var report = Replay.Of(log, before, CompiledWorkflow.Compile(draft), await library.SurroundingsAsync(db, ct), now, ct);
            Print(parsed.InvocationConfiguration.Output, report, parsed.GetValue(json));
            return report.Count(ReplayOutcome.Refused) == 0 ? 0 : 1;
        });
        return verb;
    }

    private static void Print(TextWriter output, ReplayReport report, bool asJson)
    {
        var outcomes = Enum.GetValues<ReplayOutcome>().ToDictionary(Word, report.Count);
        var refused = report.Cases.Where(one => one.Outcome == ReplayOutcome.Refused).ToList();
        if (asJson)
        {
            output.WriteLine(Printed.Json(new
            {
                Tickets = report.Cases.Length,
                Outcomes = outcomes,
                report.Before,
                report.After,
                report.Divergences,
                Refused = refused.Select(one => new { one.Id, one.Refusal!.At, one.Refusal.Step, Who = one.Refusal.By.ToString().ToLowerInvariant(), Reasons = one.Refusal.Reasons.Select(reason => reason.ToString()) }),
            }));
            return;
        }
        output.WriteLine($"{report.Cases.Length} tickets");
        foreach (var (outcome, count) in outcomes.Where(pair => pair.Value > 0)) output.WriteLine($"{count,8}  {outcome}");
        var more = report.After - report.Before;
        output.WriteLine($"mails {more.Mails:+0;-0;0}, surveys {more.Surveys:+0;-0;0}, automatic closures {more.AutomaticClosures:+0;-0;0}, missed deadlines {more.MissedDeadlines:+0;-0;0}");
        foreach (var divergence in report.Divergences.Take(MostDivergences)) output.WriteLine($"{divergence.Cases,8}  left their path at {divergence.Step} in {divergence.State ?? "filing"}");
        foreach (var one in refused.Take(MostDivergences)) output.WriteLine($"#{one.Id} {one.Refusal!.Step} by {one.Refusal.By.ToString().ToLowerInvariant()}: {string.Join(" ", one.Refusal.Reasons)}");
    }

    /// <summary>Names of the outcome as the glossary has them: <c>different end</c>.</summary>
    private static string Word(ReplayOutcome outcome) => string.Concat(outcome.ToString().Select((letter, at) => at > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
