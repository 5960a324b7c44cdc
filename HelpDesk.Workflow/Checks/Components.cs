namespace HelpDesk.Workflow;

/// <summary>Strongly connected components (R. Tarjan, Depth-first search and linear graph algorithms, 1972), without recursion.</summary>
internal static class Components
{
    /// <summary>The component of each place; places that can come back to each other have the same.</summary>
    /// <param name="count">How many places there are.</param>
    /// <param name="next">Where each leads.</param>
    public static int[] Of(int count, Func<int, List<int>> next)
    {
        var (component, low, number) = (new int[count], new int[count], new int[count]);
        Array.Fill(component, -1);
        var (numbered, components) = (0, 0);
        var path = new Stack<int>();
        var work = new Stack<(int Place, int Next)>();
        for (var root = 0; root < count; root++)
        {
            if (number[root] != 0)
                continue;
            work.Push((root, 0));
            while (work.TryPop(out var at))
            {
                var (place, turn) = at;
                if (turn == 0)
                {
                    number[place] = low[place] = ++numbered;
                    path.Push(place);
                }
                var neighbours = next(place);
                if (turn > 0)
                    low[place] = Math.Min(low[place], low[neighbours[turn - 1]]);
                for (; turn < neighbours.Count; turn++)
                {
                    var neighbour = neighbours[turn];
                    if (number[neighbour] == 0)
                        break;
                    if (component[neighbour] < 0)
                        low[place] = Math.Min(low[place], number[neighbour]);
                }
                if (turn < neighbours.Count)
                {
                    work.Push((place, turn + 1));
                    work.Push((neighbours[turn], 0));
                }
                else if (low[place] == number[place])
                {
                    int member;
                    do
                        component[member = path.Pop()] = components;
                    while (member != place);
                    components++;
                }
            }
        }
        return component;
    }
}
