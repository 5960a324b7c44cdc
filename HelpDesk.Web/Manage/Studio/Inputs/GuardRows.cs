using System.Collections.Immutable;
using System.Text.Json.Nodes;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Studio.Inputs;

/// <summary>One comparison, as a row of a form.</summary>
public sealed record GuardRow(string Field, string Op, string? Value);

/// <summary>
/// A condition as rows of a form: the rows of a group must all hold, and one group is enough. Every condition can be said so;
/// one that would be too long is left to the text.
/// </summary>
/// <param name="IsTooLong">It is kept as it is, and shown in words.</param>
public sealed record GuardRows(ImmutableArray<ImmutableArray<GuardRow>> Groups, bool IsTooLong = false)
{
    public const int MostGroups = 6;
    public const int MostRows = 8;

    /// <summary>The operators with the words that a definition has for them; two are said of emptiness.</summary>
    public static readonly ImmutableArray<string> Operators = ["is", "isNot", "in", "notIn", "less", "atMost", "more", "atLeast", "empty", "filled"];

    public static GuardRows Of(Guard? guard)
    {
        if (guard is null) return new([]);
        var groups = Spread(guard, holds: true);
        return groups.Count > MostGroups || groups.Any(group => group.Count > MostRows) ? new([], IsTooLong: true) : new([.. groups.Select(group => group.ToImmutableArray())]);
    }

    public static GuardRows Read(IFormCollection form)
    {
        if (form.Of("guardTooLong") == "true") return new([], IsTooLong: true);
        var groups = ImmutableArray.CreateBuilder<ImmutableArray<GuardRow>>();
        for (var group = 0; group <= MostGroups; group++)
        {
            var rows = ImmutableArray.CreateBuilder<GuardRow>();
            for (var row = 0; row <= MostRows; row++)
                if (form.Of($"guard[{group}][{row}].field") is { } field)
                    rows.Add(new(field, form.Of($"guard[{group}][{row}].op") ?? "is", form.Of($"guard[{group}][{row}].value")));
            if (rows.Count > 0) groups.Add(rows.ToImmutable());
        }
        return new(groups.ToImmutable());
    }

    /// <summary>As the definition writes it; null for no condition. What the rows leave as it was is kept as it was.</summary>
    public JsonNode? ToJson(Guard? before, JsonNode? old, CompiledWorkflow workflow)
    {
        if (IsTooLong || Same(Of(before))) return old?.DeepClone();
        var parts = Groups.Select(group => One("all", [.. group.Select(row => ToJson(row, workflow))])).ToList();
        return parts.Count == 0 ? null : One("any", parts);
    }

    private bool Same(GuardRows other) => Groups.Length == other.Groups.Length && Groups.Zip(other.Groups).All(pair => pair.First.SequenceEqual(pair.Second));

    private static JsonNode One(string word, List<JsonNode> parts) => parts.Count == 1 ? parts[0] : new JsonObject { [word] = new JsonArray([.. parts]) };

    private static JsonObject ToJson(GuardRow row, CompiledWorkflow workflow)
    {
        var field = workflow.Field(row.Field);
        return row.Op switch
        {
            "empty" or "filled" => new JsonObject { ["field"] = row.Field, ["empty"] = row.Op == "empty" },
            "in" or "notIn" => new JsonObject { ["field"] = row.Field, [row.Op] = new JsonArray([.. (row.Value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(value => Typing.Value(value, field))]) },
            _ => new JsonObject { ["field"] = row.Field, [row.Op] = Typing.Value(row.Value, field) },
        };
    }

    /// <summary>The condition, or its opposite, as groups of which one is enough; stops when there are too many.</summary>
    private static List<List<GuardRow>> Spread(Guard guard, bool holds) => (guard, holds) switch
    {
        (Guard.Not not, _) => Spread(not.Part, !holds),
        (Guard.All all, true) => Cross(all.Parts, holds),
        (Guard.Any any, false) => Cross(any.Parts, holds),
        (Guard.All all, false) => [.. all.Parts.SelectMany(part => Spread(part, holds)).Take(MostGroups + 1)],
        (Guard.Any any, true) => [.. any.Parts.SelectMany(part => Spread(part, holds)).Take(MostGroups + 1)],
        (Guard.Atom atom, true) => [[Row(atom)]],
        (Guard.Atom atom, false) => Opposite(atom),
        _ => throw new InvalidOperationException("No such guard."),
    };

    private static List<List<GuardRow>> Cross(ImmutableArray<Guard> parts, bool holds)
    {
        List<List<GuardRow>> groups = [[]];
        foreach (var part in parts)
            groups = [.. (from one in groups from more in Spread(part, holds) select (List<GuardRow>)[.. one, .. more]).Take(MostGroups + 1)];
        return groups;
    }

    private static GuardRow Row(Guard.Atom atom) => atom.Operator switch
    {
        GuardOperator.Empty => new(atom.Field, atom.Values is [{ Flag: false }] ? "filled" : "empty", null),
        _ => new(atom.Field, StudioWords.Word(atom.Operator), string.Join(", ", atom.Values)),
    };

    /// <summary>What is not less may be at least, or empty: an empty field compares with nothing.</summary>
    private static List<List<GuardRow>> Opposite(Guard.Atom atom)
    {
        var row = Row(atom);
        return row.Op switch
        {
            "is" => [[row with { Op = "isNot" }]],
            "isNot" => [[row with { Op = "is" }]],
            "in" => [[row with { Op = "notIn" }]],
            "notIn" => [[row with { Op = "in" }]],
            "empty" => [[row with { Op = "filled" }]],
            "filled" => [[row with { Op = "empty" }]],
            "less" => OrEmpty(row with { Op = "atLeast" }),
            "atMost" => OrEmpty(row with { Op = "more" }),
            "more" => OrEmpty(row with { Op = "atMost" }),
            _ => OrEmpty(row with { Op = "less" }),
        };
    }

    private static List<List<GuardRow>> OrEmpty(GuardRow row) => [[row], [new(row.Field, "empty", null)]];
}
