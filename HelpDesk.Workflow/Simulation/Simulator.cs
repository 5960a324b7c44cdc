using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Plays cases on a virtual clock by the decision that the desk uses.</summary>
/// <param name="workflow">The workflow.</param>
/// <param name="surroundings">Calendars and candidates.</param>
public sealed class Simulator(CompiledWorkflow workflow, Surroundings surroundings)
{
    /// <summary>More firings than this in one case are not played: time stands still then,.</summary>
    public const int MostFirings = 10_000;

    /// <summary>One act of somebody; a refusal is played, too, and changes nothing. The command's time is taken as it is: advance first.</summary>
    public SimulatedCase Do(SimulatedCase played, Command command)
    {
        var decision = workflow.Decide(played.Case, command, surroundings);
        var next = decision switch
        {
            Decision.Moved moved => Changed(played.Case, moved.Changes, moved.Clocks, moved.Approvals, command) with { State = moved.State, Entry = moved.Entry },
            Decision.Stayed stayed => Changed(played.Case, stayed.Changes, stayed.Clocks, stayed.Approvals, command),
            _ => played.Case,
        };
        return played with
        {
            Case = next,
            Timers = Armed(played.Timers, decision),
            Played = played.Played.Add(new(command, played.Case.State, decision)),
        };
    }

    /// <summary>Lets time pass: what is due fires on its way, each at its due time.</summary>
    /// <param name="played">The case.</param>
    /// <param name="to">What the clock shows then; not before now.</param>
    public SimulatedCase Advance(SimulatedCase played, DateTimeOffset to)
    {
        while (played.NextDue is { } due && due <= to && played.Played.Count < MostFirings)
            played = FireNext(played);
        return played with { Now = to > played.Now ? to.ToUniversalTime() : played.Now };
    }

    /// <summary>Jumps to what is due next, and lets it happen; where nothing is due the case stays as it is.</summary>
    public SimulatedCase FireNext(SimulatedCase played)
    {
        if (played.NextDue is not { } due)
            return played;
        var now = due > played.Now ? due : played.Now;
        if (played.Timers is [var timer, ..] && timer.DueAt <= due)
            return Do(played with { Now = now, Timers = played.Timers.RemoveAt(0) }, new Command.Fire(Roles.None, now, timer.Timer, played.Case.Entry));
        var (key, approval) = played.Case.Approvals.First(pair => pair.Value.Status == ApprovalStatus.Asked && pair.Value.DueAt == due);
        return Do(played with { Now = now }, new Command.Lapse(now, key, approval.Round));
    }

    /// <summary>The survey's score is kept before the workflow hears of it.</summary>
    public SimulatedCase Rate(SimulatedCase played, int score)
    {
        var fields = played.Case.Fields.ToImmutableSortedDictionary(StringComparer.Ordinal).SetItem(BuiltInFields.Satisfaction, FieldValue.Of(score));
        return Do(played with { Case = played.Case with { Fields = fields } }, new Command.Happened(Roles.Customer, played.Now, new(TriggerKind.SurveyAnswered)));
    }

    private static ImmutableArray<ArmedTimer> Armed(ImmutableArray<ArmedTimer> before, Decision decision) => decision switch
    {
        Decision.Moved moved => InOrder(moved.Timers),
        Decision.Stayed { Timers.IsEmpty: false } stayed => InOrder(before.RemoveAll(timer => stayed.Timers.Any(anew => anew.Timer == timer.Timer)).AddRange(stayed.Timers)),
        _ => before,
    };

    /// <summary>The sort is stable: what is due at once fires in the order of the file.</summary>
    private static ImmutableArray<ArmedTimer> InOrder(ImmutableArray<ArmedTimer> timers) => [.. timers.OrderBy(timer => timer.DueAt)];

    private static CaseSnapshot Changed(
        CaseSnapshot before,
        ImmutableSortedDictionary<string, FieldValue> changes,
        ImmutableSortedDictionary<string, ClockState> clocks,
        ImmutableSortedDictionary<string, ApprovalState> approvals,
        Command command)
    {
        var after = before with
        {
            Fields = before.Fields.ToImmutableSortedDictionary(StringComparer.Ordinal).SetItems(changes),
            Clocks = before.Clocks.SetItems(clocks),
            Approvals = before.Approvals.SetItems(approvals),
        };
        return Speaks(command) switch
        {
            TriggerKind.CustomerReplied => after with { LastCustomerMessage = command.At },
            TriggerKind.AgentReplied => after with { LastAgentMessage = command.At },
            _ => after,
        };
    }

    private static TriggerKind? Speaks(Command command) => command switch
    {
        Command.Happened { Trigger.Kind: TriggerKind.Created or TriggerKind.CustomerReplied } => TriggerKind.CustomerReplied,
        Command.Happened { Trigger.Kind: TriggerKind.AgentReplied } => TriggerKind.AgentReplied,
        Command.Take { Form.HasReply: true } take => take.By.Speaks(),
        _ => null,
    };
}
