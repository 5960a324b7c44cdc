using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>Changing fields without a step.</summary>
public sealed class FieldsController(TicketCommands tickets, TicketPages pages, StepInputs inputs, Words words) : TicketFormController(pages, inputs, words)
{
    // Who works on a ticket is changed by steps, which tell that person.
    private static readonly ImmutableArray<string> BuiltIn = [BuiltInFields.Subject, BuiltInFields.Priority, BuiltInFields.Team];

    // The subject stands alone at the head of the page, in a form of its own.
    [HttpPost("/desk/tickets/{number:long}/fields"), HttpPost("/desk/tickets/{number:long}/subject")]
    public async Task<IActionResult> Create(long number, [FromForm] FieldsForm form, CancellationToken ct)
    {
        if (await Pages.RulesAsync(number, Me, ct) is not { } rules) return NotFound();
        var typed = new Typed(Typed.Fields) { Values = form.All, Seen = form.Seen };
        var (values, faults) = await ReadAsync(form, rules, ct);
        if (!faults.IsEmpty) return await RefusedAsync(number, typed with { Faults = faults }, ct);
        var running = tickets.EditAsync(Visible(number), values, form.Revision, Me, Capacity, form.Command, ct);
        return await FinishAsync(running, number, typed, rules, Words["Saved."], null, ct);
    }

    private async Task<(ImmutableSortedDictionary<string, FieldValue> Values, ImmutableArray<Fault> Faults)> ReadAsync(FieldsForm form, Rules rules, CancellationToken ct)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, FieldValue>(StringComparer.Ordinal);
        var faults = ImmutableArray.CreateBuilder<Fault>();
        foreach (var key in BuiltIn.Concat(rules.Workflow.Definition.Fields.Where(f => (f.SetBy & Capacity) != 0).Select(f => f.Key)))
        {
            if (!form.All.TryGetValue(key, out var sent)) continue;
            var value = await Inputs.ValueAsync(key, sent, rules, ct);
            if (value is { } fits && rules.Workflow.Field(key)!.Fits(fits)) values[key] = fits;
            else faults.Add(new(Typed.ControlOf(Typed.Fields, key), FaultOf(key, sent)));
        }
        return (values.ToImmutable(), faults.ToImmutable());
    }

    private string FaultOf(string key, string? sent) => (key, string.IsNullOrWhiteSpace(sent)) switch
    {
        (BuiltInFields.Subject, true) => Words["Write a subject."],
        (BuiltInFields.Subject, false) => Words["Make the subject shorter: at most {0} characters fit.", FieldDefinition.LongestText],
        _ => Words["Choose or write a value that fits."],
    };
}

/// <summary>What the form of the fields may send; what it does not send stays as it is.</summary>
public sealed class FieldsForm
{
    public int Revision { get; init; }
    public int Seen { get; init; }
    public CommandId Command { get; init; }

    // Empty is not the same as not sent: an emptied subject is a fault, not a wish to keep it.
    [DisplayFormat(ConvertEmptyStringToNull = false)] public string? Subject { get; init; }
    [DisplayFormat(ConvertEmptyStringToNull = false)] public string? Priority { get; init; }
    [DisplayFormat(ConvertEmptyStringToNull = false)] public string? Team { get; init; }

    public Dictionary<string, string?> Fields { get; init; } = [];

    public IReadOnlyDictionary<string, string?> All
    {
        get
        {
            var all = new Dictionary<string, string?>(Fields);
            if (Subject is not null) all[BuiltInFields.Subject] = Subject;
            if (Priority is not null) all[BuiltInFields.Priority] = Priority;
            if (Team is not null) all[BuiltInFields.Team] = Team;
            return all;
        }
    }
}
