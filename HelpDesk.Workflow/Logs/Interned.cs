using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Gives each name a number, from 0 in the order of their coming.</summary>
internal sealed class Interned
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly ImmutableArray<string>.Builder names = ImmutableArray.CreateBuilder<string>();

    public int Count => names.Count;

    /// <summary>The number of a name; <see cref="CaseEvent.None"/> for none.</summary>
    public int Number(string? name)
    {
        if (name is null)
            return CaseEvent.None;
        if (numbers.TryGetValue(name, out var number))
            return number;
        numbers.Add(name, names.Count);
        names.Add(name);
        return names.Count - 1;
    }

    public ImmutableArray<string> Names => names.ToImmutable();
}
