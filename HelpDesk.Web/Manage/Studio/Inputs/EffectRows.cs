using System.Collections.Immutable;
using System.Text.Json.Nodes;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Studio.Inputs;

/// <summary>One thing that follows, as a row of a form.</summary>
/// <param name="What">What it does and about what, such as <c>mail:reminder</c>; empty for a row that says nothing.</param>
/// <param name="To">Who gets it, for a mail.</param>
/// <param name="Text">The words of a note, a field's value, or a linked ticket's subject.</param>
public sealed record EffectRow(string What, string? To, string? Text);

/// <summary>What follows from something, as rows of a form. Without JavaScript there are always some rows more.</summary>
public sealed record EffectRows(ImmutableArray<EffectRow> Rows)
{
    public const int Spare = 2;
    private const int Most = 60;

    public static EffectRows Of(ImmutableArray<Effect> effects) => new([.. effects.SelectMany(RowsOf)]);

    public static EffectRows Read(IFormCollection form)
    {
        var rows = ImmutableArray.CreateBuilder<EffectRow>();
        for (var at = 0; at < Most && form.ContainsKey($"effects[{at}].what"); at++)
            if (form.Of($"effects[{at}].what") is { } what)
                rows.Add(new(what, form.Of($"effects[{at}].to"), form.Of($"effects[{at}].text")));
        return new(rows.ToImmutable());
    }

    /// <summary>As the definition writes it. What a row leaves as it was is kept as it was, in all its languages.</summary>
    /// <param name="before">What followed before.</param>
    /// <param name="old">The same as it was written.</param>
    /// <param name="workflow">It knows the types of fields.</param>
    public JsonArray ToJson(ImmutableArray<Effect> before, JsonArray? old, CompiledWorkflow workflow)
    {
        var list = new JsonArray();
        foreach (var row in Rows)
        {
            var (kind, about) = Split(row.What);
            if (kind == "set")
            {
                // Fields that are set one after the other are one effect.
                if (list.LastOrDefault()?["set"] is not JsonObject set) list.Add(new JsonObject { ["set"] = set = [] });
                set[about] = Typing.Value(row.Text, workflow.Field(about));
            }
            else
            {
                var same = Enumerable.Range(0, before.Length).FirstOrDefault(at => RowsOf(before[at]).SequenceEqual([row]), -1);
                list.Add(same >= 0 && old?.Count == before.Length ? old[same]!.DeepClone() : ToJson(kind, about, row));
            }
        }
        return list;
    }

    private static JsonObject ToJson(string kind, string about, EffectRow row) => kind switch
    {
        "mail" => new() { ["mail"] = about, ["to"] = row.To },
        "note" => new() { ["note"] = row.Text },
        "clock" when Split(about) is var (clock, act) => new() { ["clock"] = clock, ["do"] = act },
        "case" when row.Text is { } subject => new() { ["case"] = about, ["subject"] = subject },
        _ => new() { [kind] = about },
    };

    private static IEnumerable<EffectRow> RowsOf(Effect effect) => effect switch
    {
        Effect.Mail mail => [new($"mail:{mail.Letter}", StudioWords.Word(mail.To), null)],
        Effect.Survey survey => [new($"survey:{survey.Key}", null, null)],
        Effect.Set set => set.Values.Select(value => new EffectRow($"set:{value.Key}", null, value.Value.IsEmpty ? null : value.Value.ToString())),
        Effect.Assign assign => [new($"assign:{StudioWords.Word(assign.Strategy)}", null, null)],
        Effect.Clock clock => [new($"clock:{clock.Key}:{clock.Act.ToString().ToLowerInvariant()}", null, null)],
        Effect.Note note => [new("note:", null, note.Words.Shown())],
        Effect.Approval approval => [new($"approval:{approval.Key}", null, null)],
        Effect.Case other => [new($"case:{other.Workflow}", null, other.Subject)],
        Effect.Webhook webhook => [new($"webhook:{webhook.Key}", null, null)],
        Effect.Task task => [new($"task:{task.Key}", null, null)],
        _ => throw new InvalidOperationException("The union of effects is closed."),
    };

    private static (string Kind, string About) Split(string what) => what.IndexOf(':') is var at and >= 0 ? (what[..at], what[(at + 1)..]) : (what, "");
}
