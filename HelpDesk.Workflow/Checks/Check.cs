using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>One thing that is looked for in definitions; each has a page in docs/checks.</summary>
/// <param name="Number">Its number, from 1; also the page's.</param>
/// <param name="Name">Its name in the page's file name: lower-case words with hyphens.</param>
/// <param name="Codes">The codes of its findings, with how bad they are.</param>
public abstract record Check(int Number, string Name, params ImmutableArray<(string Code, Severity Severity)> Codes)
{
    internal abstract IEnumerable<Finding> Find(Ground ground);

    /// <summary>A finding of this check; its severity is the code's.</summary>
    private protected Finding Found(string code, string place, string message, Witness? witness = null, ImmutableArray<string> path = default) =>
        new(code, Codes.First(known => known.Code == code).Severity, place, message, witness, path.IsDefault ? [] : path);

    /// <summary>A case of a cube in a state.</summary>
    private protected static Witness Case(Ground ground, int state, ulong[] cube, Roles by = Roles.None) =>
        new(state == ground.Nowhere ? null : ground.States[state].Key, ground.Domains.Values(cube), by);

    private protected static string PlaceOf(Ground ground, int state) => "$.states" + JsonPath.Part(ground.States[state].Key, 0);
}
