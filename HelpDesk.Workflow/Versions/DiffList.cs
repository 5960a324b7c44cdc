using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>The differences found so far.</summary>
internal sealed class DiffList(string workflow)
{
    private readonly ImmutableArray<Change>.Builder changes = ImmutableArray.CreateBuilder<Change>();

    public ImmutableArray<Change> ToImmutable() => changes.ToImmutable();

    /// <summary>The workflow's own members.</summary>
    public void Workflow(WorkflowDefinition before, WorkflowDefinition after)
    {
        Differs("$.workflow", "The workflow's key is", before.Key, after.Key);
        Differs("$.name", "The workflow is called", DefinitionWords.Of(before.Name), DefinitionWords.Of(after.Name));
        Keys("calendars", "calendar", before.Calendars, after.Calendars);
        Keys("surveys", "survey", before.Surveys, after.Surveys);
        Keys("letters", "letter", before.Letters, after.Letters);
        Keys("workflows", "workflow", before.Workflows, after.Workflows);
        Keys("webhooks", "webhook", before.Webhooks, after.Webhooks);
    }

    /// <summary>Things with keys: those that came, went, changed in a member (a verb and the words after it), or stand in another order.</summary>
    public void Parts<T>(
        ChangedPart part, string place, ImmutableArray<T> before, ImmutableArray<T> after, Func<T, string> key, Func<T, string> named,
        Func<T, (string Verb, string Words)[]> members, string prefix = "")
    {
        var old = before.ToDictionary(key, StringComparer.Ordinal);
        var now = after.ToDictionary(key, StringComparer.Ordinal);
        foreach (var item in before.Where(item => !now.ContainsKey(key(item))))
            Add(ChangeKind.Removed, item, $"{named(item)} goes.");
        foreach (var item in after)
            if (!old.TryGetValue(key(item), out var was))
                Add(ChangeKind.Added, item, $"{named(item)} is new.");
            else
                foreach (var ((verb, words), (_, wasWords)) in members(item).Zip(members(was)))
                    if (words != wasWords)
                        Add(ChangeKind.Changed, item, $"{named(was)} {verb} {words} instead of {wasWords}.");
        InOrder(part, place, [.. before.Select(key).Where(now.ContainsKey)], [.. after.Select(key).Where(old.ContainsKey)]);

        void Add(ChangeKind kind, T item, string sentence) =>
            changes.Add(new(kind, part, prefix + key(item), $"$.{place}{JsonPath.Part(key(item), 0)}", sentence));
    }

    /// <summary>The order of buttons and of what the system chooses from is part of the meaning.</summary>
    private void InOrder(ChangedPart part, string place, ImmutableArray<string> before, ImmutableArray<string> after)
    {
        if (!before.SequenceEqual(after))
            changes.Add(new(ChangeKind.Changed, part, "", $"$.{place}", $"The order of the {place.Split('.')[^1]} is {string.Join(", ", after)} instead of {string.Join(", ", before)}."));
    }

    /// <summary>Two forms of a condition may read alike; that they are not the same must show nevertheless.</summary>
    public void Form(WorkflowDefinition before, WorkflowDefinition after)
    {
        if (changes.Count == 0 && DefinitionWriter.Write(before) != DefinitionWriter.Write(after))
            changes.Add(new(ChangeKind.Changed, ChangedPart.Workflow, workflow, "$", "A condition is written differently and reads the same."));
    }

    private void Keys(string place, string what, ImmutableArray<string> before, ImmutableArray<string> after)
    {
        foreach (var gone in before.Except(after))
            changes.Add(new(ChangeKind.Removed, ChangedPart.Workflow, workflow, $"$.{place}", $"The {what} {gone} is no longer listed."));
        foreach (var come in after.Except(before))
            changes.Add(new(ChangeKind.Added, ChangedPart.Workflow, workflow, $"$.{place}", $"The {what} {come} is listed."));
        InOrder(ChangedPart.Workflow, place, [.. before.Where(after.Contains)], [.. after.Where(before.Contains)]);
    }

    private void Differs(string path, string what, string before, string after)
    {
        if (before != after)
            changes.Add(new(ChangeKind.Changed, ChangedPart.Workflow, workflow, path, $"{what} {after} instead of {before}."));
    }
}
