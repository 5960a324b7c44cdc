using System.Collections.Immutable;
using System.Globalization;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows.Drafts;
using HelpDesk.Web.Shared;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.Studio.Simulation;

/// <summary>Reads and plays stories on a draft. Nothing happens to a ticket, and no mail goes out.</summary>
public sealed class SimulatorReading(HelpDeskDb db, StudioReading reading)
{
    /// <summary>The longest story, in characters of its JSON form.</summary>
    public const int LongestStory = 100_000;

    /// <summary>A Monday morning.</summary>
    private static readonly DateTimeOffset Start = new(2030, 1, 7, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A new story: empty, with the values of a ticket, of a kept scenario, or as far as the witness of a finding.</summary>
    public async Task<SimulatorPage?> BeginAsync(string key, long? ticket, int? finding, ScenarioId? kept, Caller me, CancellationToken ct)
    {
        if (await reading.FindAsync(key, null, ct) is not { } studio) return null;
        var all = await KeptScenarios.PlayAsync(db, studio.Definition, ct);
        var opened = kept is { } id ? all.Select(one => one.Scenario).FirstOrDefault(one => one.Id == id) : null;
        var story = opened is not null && ScenarioReader.Read(opened.Json, studio.Definition).Scenario is { } told ? told
            : ticket is { } number ? Empty(studio) with { Given = await GivenAsync(studio, number, me, ct) }
            : finding is { } index && index >= 0 && index < studio.Findings.Length && studio.Findings[index].Finding.Witness is { } witness ? Leading(studio, witness)
            : Empty(studio);
        var page = Page(studio, story, all) with { Opened = opened, Name = opened?.Name };
        return opened is not null && page.Story.Acts.IsEmpty ? page with { Faults = [.. ScenarioReader.Read(opened.Json, studio.Definition).Faults.Select(fault => fault.Message)] } : page;
    }

    /// <summary>The story that a form carries, with what it adds.</summary>
    public async Task<SimulatorPage?> GoOnAsync(string key, SimulatorForm form, CancellationToken ct)
    {
        if (await reading.FindAsync(key, null, ct) is not { } studio) return null;
        var all = await KeptScenarios.PlayAsync(db, studio.Definition, ct);
        if (form.Story is not { Length: <= LongestStory } json) return Page(studio, Empty(studio), all) with { Faults = [""] };
        var (story, faults) = ScenarioReader.Read(json, studio.Definition);
        if (story is null) return Page(studio, Empty(studio), all) with { Faults = [.. faults.Select(fault => fault.Message)] };
        if (form.Does == "back") return Page(studio, story with { Acts = [.. story.Acts.SkipLast(1)] }, all);
        if (form.Does is null) return Page(studio, story, all);
        if (form.Does == "file") story = story with { Given = Given(form, studio, story.Given) };
        var stand = ScenarioPlay.Run(story, studio.Workflow).Case;
        return SimulatorActs.Of(form, stand, studio.Workflow) is { } act ? Page(studio, story with { Acts = story.Acts.Add(act with { Expect = null }) }, all) : Page(studio, story, all) with { Faults = [""] };
    }

    private static SimulatorPage Page(StudioPage studio, Scenario story, ImmutableArray<(WorkflowScenario, ImmutableArray<string>)> kept) => new(studio, story, ScenarioPlay.Run(story, studio.Workflow), kept);

    private static Scenario Empty(StudioPage studio) => new("story", studio.Definition.Key, Start, ImmutableSortedDictionary.Create<string, FieldValue>(StringComparer.Ordinal).Add(BuiltInFields.Priority, FieldValue.Of(BuiltInFields.UsualPriority)), []);

    /// <summary>The shortest way to the witness's state, with its values as far as a request can be filed with them.</summary>
    private static Scenario Leading(StudioPage studio, Witness witness)
    {
        var values = witness.Fields.Where(pair => studio.Workflow.Field(pair.Key) is { } field && field.Fits(pair.Value) && !pair.Value.IsEmpty);
        var way = witness.State is null ? null : Walkthroughs.Of(studio.Definition).Ways.FirstOrDefault(story => ScenarioPlay.Run(story, studio.Workflow).Case.Case.State == witness.State);
        var story = way is null ? Empty(studio) : way with { Name = "story", Acts = [.. way.Acts.Select(act => act with { Expect = null })] };
        return story with { Given = story.Given.SetItems(values) };
    }

    private async Task<ImmutableSortedDictionary<string, FieldValue>> GivenAsync(StudioPage studio, long number, Caller me, CancellationToken ct)
    {
        var given = Empty(studio).Given;
        if (await db.VisibleAtDesk(me).Numbered(number).AsNoTracking().SingleOrDefaultAsync(ct) is not { } ticket) return given;
        var fitting = ticket.Fields.Where(pair => studio.Workflow.Field(pair.Key) is { } field && field.Fits(pair.Value));
        return given.SetItems(fitting).SetItem(BuiltInFields.Priority, FieldValue.Of(ticket.Priority)).SetItem(BuiltInFields.Channel, FieldValue.Of(ticket.Channel.ToString().ToLower(CultureInfo.InvariantCulture)));
    }

    private static ImmutableSortedDictionary<string, FieldValue> Given(SimulatorForm form, StudioPage studio, ImmutableSortedDictionary<string, FieldValue> before)
    {
        foreach (var (key, typed) in form.Fields)
            if (studio.Workflow.Field(key) is { } field && FieldReader.Read(field, typed) is { } value && (value.IsEmpty || field.Fits(value)))
                before = value.IsEmpty ? before.Remove(key) : before.SetItem(key, value);
        return before;
    }
}
