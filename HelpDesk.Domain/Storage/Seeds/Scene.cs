using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>A stretch of play: what people do by their scripts, whatever the workflow calls it.</summary>
internal sealed class Scene(IPlayedDesk desk, CancellationToken ct)
{
    public IPlayedDesk Desk => desk;

    public CancellationToken Ct => ct;

    public int Filed { get; private set; }

    public async Task<Played?> FileAsync(Story story, ImmutableArray<StoredFile> files)
    {
        var byPhone = story.FiledBy != story.Customer;
        var request = new NewRequest(story.Customer.Id, story.Subject, story.Body, story.Priority, byPhone ? Channel.Phone : Channel.Portal, story.Team, files);
        var played = await desk.FileAsync(request, story.FiledBy, byPhone ? StaffRole(story.FiledBy) : Roles.Customer, ct);
        if (played is not null) Filed++;
        return played;
    }

    public async Task DoAsync(Played ticket, Beat beat, ImmutableArray<StoredFile> files)
    {
        switch (beat.Deed)
        {
            case Deed.Take:
                await StepAsync(ticket, beat.By, Entering(Phase.Assigned, Requirements.Assignee), new(Assignee: beat.By.Id));
                break;
            case Deed.HandTo hand:
                await StepAsync(ticket, beat.By, (step, _) => step.Requires.Contains(Requirements.Assignee), new(Assignee: hand.Whom.Id));
                break;
            case Deed.Ask ask:
                if (!await StepAsync(ticket, beat.By, Entering(Phase.Pending, Requirements.Reply), new(Reply: ask.Text)))
                    await desk.ReplyAsync(ticket, ask.Text, beat.By, StaffRole(beat.By), ct);
                break;
            case Deed.Resolve resolve:
                if (!await StepAsync(ticket, beat.By, (_, phase) => phase == Phase.Resolved, new(Reply: resolve.Text, Choice: resolve.Choice)))
                    await desk.ReplyAsync(ticket, resolve.Text, beat.By, StaffRole(beat.By), ct);
                break;
            case Deed.Escalate escalate:
                if (!await StepAsync(ticket, beat.By, (step, phase) => phase is null && step.Requires.Contains(Requirements.Note), new(Note: escalate.Text)))
                    await desk.NoteAsync(ticket, escalate.Text, beat.By, StaffRole(beat.By), ct);
                break;
            case Deed.Reply reply:
                await desk.ReplyAsync(ticket, reply.Text, beat.By, StaffRole(beat.By), ct);
                break;
            case Deed.Note note:
                await desk.NoteAsync(ticket, note.Text, beat.By, StaffRole(beat.By), ct);
                break;
            case Deed.Write write:
                if (await desk.HearAsync(ticket, write.Text, files, beat.By, ct)) Filed++;
                break;
            case Deed.Withdraw:
                await StepAsync(ticket, beat.By, (_, phase) => phase == Phase.Closed, new(), Roles.Customer);
                break;
            case Deed.Rate rate:
                await desk.RateAsync(ticket, rate.Score, rate.Comment, ct);
                break;
        }
    }

    /// <summary>Takes the first available step that fits, if the workflow offers one here.</summary>
    private async Task<bool> StepAsync(Played ticket, Caller by, Func<StepDefinition, Phase?, bool> fits, Form form, Roles? role = null)
    {
        var (now, workflow) = await desk.SeeAsync(ticket, ct);
        var acting = role ?? StaffRole(by);
        var step = now.Steps(workflow, acting).Where(offered => offered.Available).Select(offered => offered.Step)
            .FirstOrDefault(step => fits(step, step.To is null ? null : workflow.State(step.To)!.Phase));
        if (step is null) return false;
        return await desk.TakeAsync(ticket, step.Key, form.For(step, workflow, by), now.Revision, by, acting, ct);
    }

    private static Func<StepDefinition, Phase?, bool> Entering(Phase wanted, string requirement) =>
        (step, phase) => phase == wanted && step.Requires.Contains(requirement);

    private static Roles StaffRole(Caller by) => by.Is(PersonRoles.Agent) ? Roles.Agent : Roles.Manager;

    /// <summary>What there is to fill a step's form with.</summary>
    private sealed record Form(string? Reply = null, string? Note = null, PersonId? Assignee = null, string? Choice = null)
    {
        private const string NothingToSay = "As agreed on the phone.";

        /// <summary>Everything that the step requires, whatever it is.</summary>
        public StepInput For(StepDefinition step, CompiledWorkflow workflow, Caller by) => new(
            Reply ?? (step.Requires.Contains(Requirements.Reply) ? NothingToSay : null),
            Note ?? (step.Requires.Contains(Requirements.Note) ? NothingToSay : null),
            Assignee ?? (step.Requires.Contains(Requirements.Assignee) ? by.Id : null),
            step.Requires.Where(key => !Requirements.OnlyByForm(key)).Select(workflow.Field).OfType<FieldDefinition>()
                .ToImmutableSortedDictionary(field => field.Key, ValueOf),
            []);

        private FieldValue ValueOf(FieldDefinition field) => field.Type switch
        {
            FieldType.Text or FieldType.LongText => FieldValue.Of(Choice ?? NothingToSay),
            FieldType.Choice => FieldValue.Of(Choice is { } wanted && field.RankOf(wanted) >= 0 ? wanted : field.Choices[0].Key),
            FieldType.Number => FieldValue.Of(1),
            FieldType.Flag => FieldValue.Of(true),
            FieldType.Date => FieldValue.Of(new DateOnly(2026, 1, 1)),
            _ => throw new InvalidOperationException($"No sample value for {field.Type}."),
        };
    }
}
