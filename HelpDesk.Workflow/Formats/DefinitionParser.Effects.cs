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
        var kinds = tree.Items.Where(item => item.Name is "mail" or "survey" or "set" || Shape.Effect.NotYet.Contains(item.Name)).ToList();
        if (kinds is not [var kind])
        {
            faults.Add("bad-effect", tree, "An effect is exactly one of mail, survey or set; write several effects as several entries.");
            return Nothing;
        }
        if (kind.Name is "survey" or "set" && tree["to"] is { } to)
            faults.AddAtName("unknown-member", to, "Only a mail has \"to\"; remove it.");
        return kind.Name switch
        {
            "mail" => new Effect.Mail(Reference(kind, letters, "letter"), RecipientOf(Required(tree, "to"))),
            "survey" => new Effect.Survey(Reference(kind, surveys, "survey")),
            "set" => ReadSet(kind),
            // Reported as not supported yet.
            _ => Nothing,
        };
    }

    private Recipient RecipientOf(JsonTree? tree)
    {
        if (tree is not { IsText: true, Text: "agent" or "manager" })
            return Word(tree, Vocabulary.Recipients, "recipient", Recipient.Customer);
        faults.Add("not-supported-yet", tree, $"Mail to everybody with the role {tree.Text} is part of the format, but this version cannot send it yet; {Quote.OneOf(Vocabulary.Recipients.Keys)}.");
        return Recipient.Customer;
    }

    private Effect.Set ReadSet(JsonTree tree)
    {
        if (!tree.IsMap)
            Wrong(tree, "an object from field to value");
        else if (tree.Items.Count == 0)
            faults.Add("bad-effect", tree, "This sets nothing; name a field and its value.");
        var values = ImmutableSortedDictionary.CreateBuilder<string, FieldValue>(StringComparer.Ordinal);
        foreach (var entry in tree.IsMap ? Bounded(tree, MostFields) : [])
            if (Settable(entry) is { } field)
                values[field.Key] = entry.Kind == JsonValueKind.Null ? Cleared(field, entry) : ValueFor(field, entry);
        return new Effect.Set(values.ToImmutable());
    }

    private FieldDefinition? Settable(JsonTree entry)
    {
        if (!fields.TryGetValue(entry.Name!, out var field))
            faults.AddAtName("unknown-field", entry, $"There is no field {Quote.Of(entry.Name!)}; {Quote.OneOf(fields.Keys)}.");
        else if (field.SetBy == Roles.None && BuiltInFields.All.Contains(field))
            faults.AddAtName("not-settable", entry, $"The built-in field {field.Key} is kept by the product; set another field.");
        else
            return field;
        return null;
    }

    private FieldValue Cleared(FieldDefinition field, JsonTree entry)
    {
        if (!field.Fits(FieldValue.None))
            faults.Add("wrong-value", entry, $"Every case has a {field.Key}; write {Fitting(field)}.");
        return FieldValue.None;
    }
}
