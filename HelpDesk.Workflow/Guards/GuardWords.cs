using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A guard in plain English: "Priority is high or urgent, or reopenings is at least 2".</summary>
public static class GuardWords
{
    /// <summary>The words of a guard, without a full stop. Keys are read out with spaces for hyphens.</summary>
    public static string Of(Guard guard)
    {
        var words = Plain(guard);
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string Plain(Guard guard) => guard switch
    {
        Guard.All { Parts: [] } => "always",
        Guard.Any { Parts: [] } => "never",
        Guard.All { Parts: [var only] } => Plain(only),
        Guard.Any { Parts: [var only] } => Plain(only),
        // "and" binds tighter than "or", so only an "or" inside an "and" needs brackets.
        Guard.All all => string.Join(" and ", all.Parts.Select(part => HasOr(part) ? $"({Plain(part)})" : Plain(part))),
        Guard.Any any => string.Join(any.Parts.Any(IsLong) ? ", or " : " or ", any.Parts.Select(Plain)),
        Guard.Not not => $"not ({Plain(not.Part)})",
        Guard.Atom atom => $"{Name(atom.Field)} {Comparison(atom)}",
        _ => throw new InvalidOperationException("The union of guards is closed."),
    };

    private static string Comparison(Guard.Atom atom) => atom.Operator switch
    {
        GuardOperator.Is or GuardOperator.In => $"is {Listed(atom.Values, "or")}",
        GuardOperator.IsNot => $"is not {Listed(atom.Values, "or")}",
        GuardOperator.NotIn => atom.Values.Length == 1 ? $"is not {Constant(atom.Values[0])}" : $"is neither {Listed(atom.Values, "nor")}",
        GuardOperator.Less => $"is less than {Constant(atom.Values[0])}",
        GuardOperator.AtMost => $"is at most {Constant(atom.Values[0])}",
        GuardOperator.More => $"is more than {Constant(atom.Values[0])}",
        GuardOperator.AtLeast => $"is at least {Constant(atom.Values[0])}",
        GuardOperator.Empty => atom.Values[0].Flag == true ? "is empty" : "is not empty",
        _ => throw new InvalidOperationException($"{atom.Operator} has no words."),
    };

    private static string Listed(ImmutableArray<FieldValue> values, string last) => values.Length == 1
        ? Constant(values[0])
        : $"{string.Join(", ", values[..^1].Select(Constant))} {last} {Constant(values[^1])}";

    private static string Constant(FieldValue value) => value.Flag switch
    {
        true => "yes",
        false => "no",
        null => Name(value.ToString()),
    };

    /// <summary>Keys are written with hyphens where people say spaces; dates and other text stay as they are.</summary>
    private static string Name(string key) => Keys.IsKey(key) ? key.Replace('-', ' ') : key;

    private static bool HasOr(Guard part) => part is Guard.Any { Parts.Length: > 1 };

    private static bool IsLong(Guard part) => part is Guard.All or Guard.Any or Guard.Atom { Values.Length: > 1 };
}
