namespace HelpDesk.Workflow;

/// <summary>Guesses phases: by the words of what leads to a state, else by its place among the others.</summary>
internal static class Phases
{
    public static Phase[] Of(Traces log, List<Move> moves, int states, int start, List<int> byPlace)
    {
        var guesses = log.Names.Select(PhaseWords.Guess).ToArray();
        var entries = moves.Where(move => move.To >= 0).ToLookup(move => move.To);
        var exits = moves.Where(move => move is { Files: false, To: >= 0 }).ToLookup(move => move.From);
        var phases = new Phase[states];
        for (var state = 0; state < states; state++)
            phases[state] = ByWords(entries[state], guesses) ?? ByPlace(state);
        for (var state = 0; state < states; state++)
            // Nothing leads out of a closed state; what can be reopened is resolved.
            if (phases[state] == Phase.Closed && HasExits(state))
                phases[state] = Phase.Resolved;
        return phases;

        Phase ByPlace(int state)
        {
            byPlace.Add(state);
            if (state == start)
                return Phase.Open;
            if (!HasExits(state))
                return Phase.Closed;
            return exits[state].Count(move => move.Role == ActorRole.Customer) * 2 > exits[state].Count() ? Phase.Pending : Phase.Assigned;
        }

        bool HasExits(int state)
        {
            var stays = entries[state].Count();
            return exits[state].GroupBy(move => move.Activity).Any(same => log.IsMore(same.Count(), stays));
        }
    }

    private static Phase? ByWords(IEnumerable<Move> entries, Phase?[] guesses) => entries
        .Where(move => guesses[move.Activity] is not null)
        .GroupBy(move => guesses[move.Activity]!.Value)
        .OrderByDescending(same => same.Count()).ThenBy(same => same.Key)
        .Select(same => (Phase?)same.Key).FirstOrDefault();
}
