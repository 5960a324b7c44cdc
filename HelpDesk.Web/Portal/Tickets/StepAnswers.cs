using System.Collections.Immutable;
using System.Globalization;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Portal.Tickets;

/// <summary>What a customer's form for a step held, as it was typed.</summary>
public sealed record StepAnswers
{
    public string? Reply { get; init; }

    /// <summary>Field key to what was typed.</summary>
    public Dictionary<string, string?> Fields { get; init; } = [];

    /// <summary>Whether a customer has what the step asks for: they write no notes, name no agents, and set only fields of theirs.</summary>
    public static bool CanBeGiven(StepDefinition step, CompiledWorkflow workflow, IReadOnlyDictionary<string, FieldValue> values) =>
        step.Requires.All(key => key == Requirements.Reply || IsTheirs(workflow.Field(key))
            || !Requirements.OnlyByForm(key) && values.TryGetValue(key, out var value) && !value.IsEmpty);

    /// <summary>The fields that the step's form shows to a customer.</summary>
    public static IEnumerable<FieldDefinition> AskedBy(StepDefinition step, CompiledWorkflow workflow) =>
        step.Requires.Select(workflow.Field).Where(IsTheirs).OfType<FieldDefinition>();

    /// <summary>As the step's input: only what the step asks for, each in its type. What does not fit is left out, so the step says that it is missing.</summary>
    public StepInput For(StepDefinition step, CompiledWorkflow workflow)
    {
        var fields = AskedBy(step, workflow)
            .Select(field => KeyValuePair.Create(field.Key, Value(field, Fields.GetValueOrDefault(field.Key)?.Trim())))
            .Where(field => !field.Value.IsEmpty)
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
        var reply = step.Requires.Contains(Requirements.Reply) && !string.IsNullOrWhiteSpace(Reply) ? Reply : null;
        return StepInput.Empty with { Reply = reply, Fields = fields };
    }

    private static bool IsTheirs(FieldDefinition? field) => field is not null && (field.SetBy & Roles.Customer) != 0;

    private static FieldValue Value(FieldDefinition field, string? typed) => field.Type switch
    {
        _ when string.IsNullOrEmpty(typed) => FieldValue.None,
        FieldType.Number => decimal.TryParse(typed, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? FieldValue.Of(number) : FieldValue.None,
        FieldType.Flag => FieldValue.Of(typed == "true"),
        FieldType.Date => DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? FieldValue.Of(date) : FieldValue.None,
        _ => FieldValue.Of(typed),
    };
}
