using System.Collections.Immutable;
using System.Text.Json;

namespace HelpDesk.Workflow;

/// <summary>Effects.</summary>
internal sealed partial class DefinitionParser
{
    private const int MostEffects = 50;

    private static readonly Effect Nothing = new Effect.Set(ImmutableSortedDictionary<string, FieldValue>.Empty);

    private ImmutableArray<Effect> ReadEffects(JsonTree? tree) => Each(ListOf(tree, "effects", MostEffects), ReadEffect);

    private Effect ReadEffect(JsonTree tree)
    {
        if (!IsMap(tree, Shape.Effect))
            return Nothing;
        var kinds = tree.Items.Where(item => Shape.EffectKinds.Contains(item.Name)).ToList();
        if (kinds is not [var kind])
        {
            Faults.Add("bad-effect", tree, $"An effect is exactly one of {string.Join(", ", Shape.EffectKinds[..^1])} or {Shape.EffectKinds[^1]}; write several effects as several entries.");
            return Nothing;
        }
        foreach (var (detail, owner) in Shape.EffectDetails)
            if (owner != kind.Name && tree[detail] is { } foreign)
                Faults.AddAtName("unknown-member", foreign, $"Only {Article(owner)} {owner} has {Quote.Of(detail)}; remove it.");
        return kind.Name switch
        {
            "mail" => new Effect.Mail(Reference(kind, letters, "letter"), Word(Required(tree, "to"), Vocabulary.Recipients, "recipient", Recipient.Customer)),
            "survey" => new Effect.Survey(Reference(kind, surveys, "survey")),
            "set" => ReadSet(kind),
            "assign" => new Effect.Assign(Word(kind, Vocabulary.Strategies, "strategy", AssignStrategy.RoundRobin)),
            "clock" => new Effect.Clock(Reference(kind, clocks, "clock"), Word(Required(tree, "do"), Vocabulary.ClockActs, "act", ClockAct.Start)),
            "note" => new Effect.Note(TextOf(kind)),
            "approval" => new Effect.Approval(Reference(kind, approvals, "approval")),
            "case" => new Effect.Case(Reference(kind, workflows, "workflow"), tree["subject"] is { } subject ? Line(subject) : null),
            "webhook" => new Effect.Webhook(Reference(kind, webhooks, "webhook")),
            "task" => new Effect.Task(Reference(kind, tasks, "task")),
            _ => throw new InvalidOperationException($"{kind.Name} is no effect."),
        };
    }

    private static string Article(string word) => word[0] is 'a' ? "an" : "a";

    private Effect.Set ReadSet(JsonTree tree) => new(ReadValues(tree));

    /// <summary>Fields with the values that are put into them.</summary>
    private ImmutableSortedDictionary<string, FieldValue> ReadValues(JsonTree tree)
    {
        if (!tree.IsMap)
            Wrong(tree, "an object from field to value");
        else if (tree.Items.Count == 0)
            Faults.Add("bad-effect", tree, "This sets nothing; name a field and its value.");
        var values = ImmutableSortedDictionary.CreateBuilder<string, FieldValue>(StringComparer.Ordinal);
        foreach (var entry in tree.IsMap ? Bounded(tree, MostFields) : [])
            if (Settable(entry) is { } field)
                values[field.Key] = entry.Kind == JsonValueKind.Null ? Cleared(field, entry) : ValueFor(field, entry);
        return values.ToImmutable();
    }

    private FieldDefinition? Settable(JsonTree entry)
    {
        if (!fields.TryGetValue(entry.Name!, out var field))
            Faults.AddAtName("unknown-field", entry, $"There is no field {Quote.Of(entry.Name!)}; {Quote.OneOf(fields.Keys)}.");
        else if (field.SetBy == Roles.None && BuiltInFields.All.Contains(field))
            Faults.AddAtName("not-settable", entry, $"The built-in field {field.Key} is kept by the product; set another field.");
        else
            return field;
        return null;
    }

    private FieldValue Cleared(FieldDefinition field, JsonTree entry)
    {
        if (!field.Fits(FieldValue.None))
            Faults.Add("wrong-value", entry, $"Every case has a {field.Key}; write {Fitting(field)}.");
        return FieldValue.None;
    }
}
