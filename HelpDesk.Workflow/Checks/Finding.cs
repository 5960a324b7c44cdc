using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>What a check says of a definition.</summary>
/// <param name="Code">A stable code, e.g. <c>ambiguous</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Place">Where, as a JSON path: <c>$.steps.assign.when</c>.</param>
/// <param name="Message">What is wrong and what to do, in one sentence or two.</param>
/// <param name="Witness">A case and an actor that show it, or null where it is not about one.</param>
/// <param name="Path">The keys of the steps that lead there, the first step that starts a case first; empty where it is not about a way.</param>
public sealed record Finding(string Code, Severity Severity, string Place, string Message, Witness? Witness, ImmutableArray<string> Path);

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>A case will go wrong: the definition cannot be published. Never a false alarm.</summary>
    Error,
    /// <summary>Most likely not meant: publishing needs an acknowledgement.</summary>
    Warning,
    /// <summary>Worth knowing.</summary>
    Hint,
}

/// <summary>A case and an actor for which a finding can be seen.</summary>
/// <param name="State">The state it stands in, or null for a case that is being filed.</param>
/// <param name="Fields">The values that matter; a field without an entry may have any.</param>
/// <param name="By">Whose act it is, or <see cref="Roles.None"/> for the system's.</param>
public sealed record Witness(string? State, ImmutableSortedDictionary<string, FieldValue> Fields, Roles By)
{
    /// <summary>The case as a decision takes it.</summary>
    public CaseSnapshot Case => new(State, State is null ? 0 : 1, Fields);

    /// <summary>In words: "in open: priority low, vip empty".</summary>
    public override string ToString()
    {
        var where = State is null ? "when filed" : $"in {State}";
        var values = Fields.Select(pair => $"{pair.Key} {(pair.Value.IsEmpty ? "empty" : pair.Value)}");
        return Fields.IsEmpty ? where : $"{where}: {string.Join(", ", values)}";
    }
}
