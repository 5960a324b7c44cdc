using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>The faults found so far; more than anybody reads are not kept.</summary>
internal sealed class FaultList
{
    private const int Most = 500;
    private readonly List<Fault> faults = [];

    public int Count => faults.Count;

    public void Add(string code, JsonTree at, string message) => Add(code, at, at.Place, message);

    /// <summary>At the member's name rather than at its value.</summary>
    public void AddAtName(string code, JsonTree at, string message) => Add(code, at, at.NamePlace, message);

    public void Add(string code, string path, Place place, string message)
    {
        if (faults.Count < Most)
            faults.Add(new(code, path, place.Line, place.Column, message));
        else if (faults.Count == Most)
            faults.Add(new("too-many-faults", path, place.Line, place.Column, $"There are more than {Most} faults; mend these first."));
    }

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<Fault> InOrder() => [.. faults.OrderBy(fault => fault.Line).ThenBy(fault => fault.Column)];

    private void Add(string code, JsonTree at, Place place, string message)
    {
        if (faults.Count <= Most)
            Add(code, at.Path, place, message);
    }
}
