using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Fields, their choices, and values that must fit them.</summary>
internal sealed partial class DefinitionParser
{
    private const int MostChoices = 200;

    /// <summary>What <c>requires</c> and a step's form call something else.</summary>
    private static readonly string[] Reserved = [Requirements.Reply, Requirements.Note, .. BuiltInFields.All.Select(field => field.Key)];

    private readonly List<FieldDefinition> ownFields = [];
    private readonly OrderedDictionary<string, FieldDefinition> fields = new(BuiltInFields.All.Select(field => KeyValuePair.Create(field.Key, field)));

    private void ReadFields(JsonTree? tree)
    {
        foreach (var entry in Entries(tree, "fields", MostFields))
        {
            if (Reserved.Contains(entry.Name))
                Faults.AddAtName("reserved-key", entry, $"{Quote.Of(entry.Name!)} is built in; give this field another key.");
            var field = ReadField(entry);
            if (fields.TryAdd(field.Key, field))
                ownFields.Add(field);
        }
    }

    private FieldDefinition ReadField(JsonTree tree)
    {
        if (!IsMap(tree, Shape.Field))
            return new(tree.Name!, Text.Of(""), FieldType.Text, [], Roles.None);
        var type = Word(Required(tree, "type"), Vocabulary.FieldTypes, "type", FieldType.Text);
        if (type == FieldType.Choice && tree["choices"] is null or { IsList: true, Items.Count: 0 })
            Faults.Add("missing-choices", tree["choices"] ?? tree, "A choice field needs something to choose from; list its \"choices\".");
        if (type != FieldType.Choice && tree["choices"] is { } superfluous)
            Faults.AddAtName("unexpected-choices", superfluous, "Only a field of type choice has choices; remove them or change its type.");
        return new(tree.Name!, TextOf(Required(tree, "name")), type, ReadChoices(tree["choices"]), RolesOf(tree["setBy"]));
    }

    private ImmutableArray<Choice> ReadChoices(JsonTree? tree)
    {
        var choices = ListOf(tree, "choices", MostChoices).ConvertAll(item => (item, choice: ReadChoice(item)));
        foreach (var twice in choices.Where(pair => pair.choice.Key != "").GroupBy(pair => pair.choice.Key).SelectMany(same => same.Skip(1)))
            Faults.Add("duplicate-key", twice.item, $"The choice {Quote.Of(twice.choice.Key)} stands in this list twice; remove one of them.");
        return [.. choices.Select(pair => pair.choice)];
    }

    private Choice ReadChoice(JsonTree tree)
    {
        if (tree.IsText)
            return Key(tree) is var plain && Keys.IsKey(plain) ? new(plain, Text.Of(Keys.Words(plain))) : new(plain, Text.Of(""));
        if (!IsMap(tree, Shape.Choice))
            return new("", Text.Of(""));
        return new(Required(tree, "key") is { } key ? Key(key) : "", TextOf(Required(tree, "name")));
    }
}
