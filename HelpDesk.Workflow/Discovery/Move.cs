namespace HelpDesk.Workflow;

/// <summary>A row of a log as a step between the states that were found.</summary>
/// <param name="Case">The case's id.</param>
/// <param name="Row">The row.</param>
/// <param name="Role">Who did it.</param>
/// <param name="Activity">The activity's number.</param>
/// <param name="From">The state before; <see cref="CaseEvent.None"/> for a case that is filed.</param>
/// <param name="To">The state entered; <see cref="CaseEvent.None"/> where the case stays.</param>
/// <param name="Wait">The time since the case entered the state before.</param>
/// <param name="Again">Whether the activity has been there before in this stay.</param>
internal sealed record Move(string Case, LogRow Row, ActorRole Role, int Activity, int From, int To, TimeSpan Wait, bool Again)
{
    public bool Files => From == CaseEvent.None;

    /// <summary>Walks each case through the states. A row that repeats the status of a case is none, but for its count.</summary>
    public static (List<Move> Moves, int Repeats) Of(Traces log, int[] after, LogShape shape, int start, ActorRoles roles)
    {
        var (moves, repeats) = (new List<Move>(), 0);
        foreach (var trace in log.All)
        {
            var (state, entered, seen) = (CaseEvent.None, DateTimeOffset.MinValue, new HashSet<int>());
            for (var i = 0; i < trace.Rows.Length; i++)
            {
                var (row, activity) = (trace.Rows[i], trace.Activities[i]);
                var to = i == 0 && after[activity] == CaseEvent.None ? start : after[activity];
                if (shape == LogShape.Statuses && to == state)
                {
                    repeats++;
                    continue;
                }
                moves.Add(new(trace.Case, row, roles[row.Actor], activity, state, to, i == 0 ? TimeSpan.Zero : row.At - entered, !seen.Add(activity)));
                if (to == CaseEvent.None)
                    continue;
                (state, entered) = (to, row.At);
                seen.Clear();
            }
        }
        return (moves, repeats);
    }
}
