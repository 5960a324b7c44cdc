using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>Reads a step's form. Only what the step asks for is taken from it, whatever else was sent.</summary>
public sealed class StepInputs(TicketPages pages, Uploads uploads, ReasonSentences sentences, Words words)
{
    /// <summary>The longest text that a form may hold, in characters.</summary>
    public const int LongestText = 50_000;

    public async Task<(StepInput Input, ImmutableArray<Fault> Faults)> ReadAsync(StepDefinition step, StepForm form, string panel, Rules rules, CancellationToken ct)
    {
        var faults = ImmutableArray.CreateBuilder<Fault>();
        var values = ImmutableSortedDictionary.CreateBuilder<string, FieldValue>(StringComparer.Ordinal);
        foreach (var key in step.Requires.Where(key => !Requirements.OnlyByForm(key)))
            if (await ValueAsync(key, form.Fields.GetValueOrDefault(key), rules, ct) is { } value) values[key] = value;
            else faults.Add(new(Typed.ControlOf(panel, key), words["Choose or write a value that “{0}” can hold.", sentences.FieldName(key, rules.Workflow)]));

        PersonId? assignee = null;
        if (step.Requires.Contains(Requirements.Assignee) && form.Assignee is { Length: > 0 } named)
        {
            assignee = Guid.TryParse(named, out var id) ? PersonId.From(id) : default;
            if (!await pages.MayTakeAsync(StepInput.TeamIn(values) ?? rules.Team, assignee.Value, ct)) faults.Add(new(Typed.ControlOf(panel, Requirements.Assignee), words["Choose somebody from the list."]));
        }

        // A reply may go along with any step of the reply form, as long as its writer may reply at all.
        var reply = step.Requires.Contains(Requirements.Reply) || rules.Me.Is(PersonRoles.Agent) ? TextOf(form.Reply, Typed.ControlOf(panel, Requirements.Reply), faults) : null;
        var note = step.Requires.Contains(Requirements.Note) ? TextOf(form.Note, Typed.ControlOf(panel, Requirements.Note), faults) : null;
        if (reply is null && note is null && form.Files is { Count: > 0 }) faults.Add(new($"{panel}-files", words["Write a word to go with the files."]));
        var files = faults.Count == 0 && (reply is not null || note is not null) ? await KeepAsync(form.Files, panel, faults, ct) : [];
        return (new(reply, note, assignee, values.ToImmutable(), files), faults.ToImmutable());
    }

    /// <summary>A text that was typed, or null for none.</summary>
    public string? TextOf(string? text, string anchor, ImmutableArray<Fault>.Builder faults)
    {
        if (text is { Length: > LongestText }) faults.Add(new(anchor, words["Make it shorter: at most {0} characters fit.", LongestText]));
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    public async Task<ImmutableArray<StoredFile>> KeepAsync(IReadOnlyList<IFormFile>? files, string panel, ImmutableArray<Fault>.Builder faults, CancellationToken ct)
    {
        var refused = new ModelStateDictionary();
        var kept = await uploads.KeepAsync(files, "files", refused, ct);
        faults.AddRange(refused.Values.SelectMany(entry => entry.Errors).Select(error => new Fault($"{panel}-files", error.ErrorMessage)));
        return kept;
    }

    /// <summary>Where on the page each reason is mended.</summary>
    public ImmutableArray<Fault> Of(ImmutableArray<Reason> reasons, string panel, CompiledWorkflow workflow) =>
        [.. reasons.Select(reason => reason is { Kind: ReasonKind.WrongValue, Key: Requirements.Assignee } ? new Fault(panel == Typed.Other ? "who" : Typed.ControlOf(panel, Requirements.Assignee), words["Choose somebody from the list."]) : new Fault(
            reason is { Kind: ReasonKind.Missing or ReasonKind.WrongValue or ReasonKind.NotSettable, Key: { } key } ? Typed.ControlOf(panel, key) : "composer",
            sentences.Of(reason, workflow)))];

    /// <summary>A field's value, or null where it can hold no such thing. A team is one that this person may give tickets to.</summary>
    public async Task<FieldValue?> ValueAsync(string key, string? sent, Rules rules, CancellationToken ct)
    {
        if (rules.Workflow.Field(key) is not { } field || FieldReader.Read(field, sent) is not { } value) return null;
        if (key != BuiltInFields.Team) return value;
        return Guid.TryParse(value.Text, out var team) && await pages.MayGiveAsync(TeamId.From(team), rules.Me, ct) ? FieldValue.Of(TeamId.From(team).ToString()) : null;
    }
}

/// <summary>By what a form for a ticket is read.</summary>
public sealed record Rules(CompiledWorkflow Workflow, TeamId Team, Caller Me);

/// <summary>What a step's form may send.</summary>
public sealed class StepForm
{
    public int Revision { get; init; }
    public int Seen { get; init; }
    public CommandId Command { get; init; }
    public string? Reply { get; init; }
    public string? Note { get; init; }
    public string? Assignee { get; init; }
    public Dictionary<string, string?> Fields { get; init; } = [];
    public List<IFormFile>? Files { get; init; }
}
