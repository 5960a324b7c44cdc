namespace HelpDesk.Workflow;

/// <summary>How a step of a draft is taken.</summary>
internal enum Way
{
    ByHand,
    OnReply,
    OnTimer,
}

/// <summary>An activity in a state, taken in one way.</summary>
internal readonly record struct DraftEdge(int From, int Activity, Way Way);

/// <summary>Tells how each move of a log was made.</summary>
internal sealed class Ways
{
    private readonly Dictionary<(int From, int Activity), (Span After, double Share)> timers = [];
    private readonly HashSet<(int From, int Activity)> replies;

    public Ways(List<Move> moves, Phase[] phases)
    {
        foreach (var same in moves.Where(move => !move.Files && IsSystem(move)).GroupBy(move => (move.From, move.Activity)))
            if (TimerFinder.Of([.. same.Where(move => !move.Again).Select(move => move.Wait)]) is { } timer)
                timers.Add(same.Key, timer);
        // One step answers a reply in a state; were there two, the system could not choose.
        replies =
        [
            .. moves.Where(move => IsReply(move, phases)).GroupBy(move => (move.From, move.Activity)).GroupBy(same => same.Key.From)
                .Select(here => here.MaxBy(same => same.Count())!.Key),
        ];
    }

    /// <summary>The timers, by state and activity.</summary>
    public IReadOnlyDictionary<(int From, int Activity), (Span After, double Share)> Timers => timers;

    public Way Of(Move move) =>
        IsSystem(move) && timers.ContainsKey((move.From, move.Activity)) ? Way.OnTimer
        : move.Role == ActorRole.Customer && replies.Contains((move.From, move.Activity)) ? Way.OnReply
        : Way.ByHand;

    private static bool IsSystem(Move move) => move.Role is ActorRole.System or ActorRole.Unknown;

    /// <summary>The customer brings the case back from where it waits for the customer.</summary>
    private static bool IsReply(Move move, Phase[] phases) =>
        move is { Role: ActorRole.Customer, Files: false, To: >= 0 }
        && phases[move.From] is Phase.Pending or Phase.Resolved
        && phases[move.To] is Phase.Open or Phase.Assigned;
}
