using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Reactions;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>A ticket that is being played.</summary>
internal sealed class Played(long number, TicketId id)
{
    public long Number { get; private set; } = number;
    public TicketId Id { get; private set; } = id;

    /// <summary>The stay whose timers are known already.</summary>
    public int Entry { get; set; }

    public string? SurveyToken { get; set; }

    /// <summary>The story goes on in a follow-up.</summary>
    public void GoOnIn(long number, TicketId id) => (Number, Id, Entry) = (number, id, 0);
}

/// <summary>The commands of a stretch of play that is committed as one.</summary>
internal sealed class Scene(Writes writes, TicketCommands tickets, WorkflowLibrary workflows, ITokenSeal seal, bool keepTokens, CancellationToken ct)
{
    private static readonly TimeSpan Delivery = TimeSpan.FromSeconds(4);

    private readonly Dictionary<TicketId, Played> touched = [];

    public int Filed { get; private set; }

    public async Task<Played?> FileAsync(Story story, ImmutableArray<StoredFile> files)
    {
        var byPhone = story.FiledBy != story.Customer;
        var request = new NewRequest(story.Customer.Id, story.Subject, story.Body, story.Priority, byPhone ? Channel.Phone : Channel.Portal, story.Team, files);
        if (await tickets.FileAsync(request, story.FiledBy, byPhone ? StaffRole(story.FiledBy) : Roles.Customer, CommandId.New(), ct) is not Answer.Done done) return null;
        Filed++;
        var played = new Played(done.Number, await IdAsync(done.Number));
        touched[played.Id] = played;
        return played;
    }

    public async Task DoAsync(Played ticket, Beat beat, ImmutableArray<StoredFile> files)
    {
        touched[ticket.Id] = ticket;
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
                    await tickets.ReplyAsync(AtDesk(ticket, beat.By), ask.Text, [], beat.By, StaffRole(beat.By), CommandId.New(), ct);
                break;
            case Deed.Resolve resolve:
                if (!await StepAsync(ticket, beat.By, (_, phase) => phase == Phase.Resolved, new(Reply: resolve.Text, Choice: resolve.Choice)))
                    await tickets.ReplyAsync(AtDesk(ticket, beat.By), resolve.Text, [], beat.By, StaffRole(beat.By), CommandId.New(), ct);
                break;
            case Deed.Escalate escalate:
                if (!await StepAsync(ticket, beat.By, (step, phase) => phase is null && step.Requires.Contains(Requirements.Note), new(Note: escalate.Text)))
                    await tickets.NoteAsync(AtDesk(ticket, beat.By), escalate.Text, [], beat.By, StaffRole(beat.By), CommandId.New(), ct);
                break;
            case Deed.Reply reply:
                await tickets.ReplyAsync(AtDesk(ticket, beat.By), reply.Text, [], beat.By, StaffRole(beat.By), CommandId.New(), ct);
                break;
            case Deed.Note note:
                await tickets.NoteAsync(AtDesk(ticket, beat.By), note.Text, [], beat.By, StaffRole(beat.By), CommandId.New(), ct);
                break;
            case Deed.Write write:
                await HearAsync(ticket, beat.By, write.Text, files);
                break;
            case Deed.Withdraw:
                await StepAsync(ticket, beat.By, (_, phase) => phase == Phase.Closed, new(), Roles.Customer);
                break;
            case Deed.Rate rate:
                await RateAsync(ticket, rate);
                break;
        }
    }

    public async Task FireAsync(Played ticket, TimerId timer)
    {
        touched[ticket.Id] = ticket;
        await tickets.FireDueAsync(timer, ct);
    }

    public Task<List<(TimerId Id, DateTimeOffset At)>> NewTimersAsync(Played ticket) => writes.DoAsync(async (db, cancel) =>
    {
        var armed = await db.TicketTimers.AsNoTracking().Where(t => t.TicketId == ticket.Id && t.Entry > ticket.Entry && t.Fate == TimerFate.Armed)
            .OrderBy(t => t.DueAt).Select(t => new { t.Id, t.DueAt, t.Entry }).ToListAsync(cancel);
        if (armed.Count > 0) ticket.Entry = armed.Max(t => t.Entry);
        return armed.ConvertAll(t => (t.Id, t.DueAt));
    }, OnConflict.DecideAnew, ct);

    /// <summary>What the played tickets mailed is caught, not sent: with the time at which it would have gone out.</summary>
    public Task PostAsync() => writes.DoAsync(async (db, cancel) =>
    {
        var ids = touched.Keys.ToList();
        foreach (var mail in await db.Outbox.Where(m => ids.Contains(m.TicketId!.Value) && m.Fate == MailFate.Pending).ToListAsync(cancel))
        {
            if (mail.SealedToken is { } token) touched[mail.TicketId!.Value].SurveyToken = seal.Open(token);
            mail.BeSent(mail.CreatedAt + Delivery, keepTokens);
        }
        return true;
    }, OnConflict.DecideAnew, ct);

    private async Task HearAsync(Played ticket, Caller by, string text, ImmutableArray<StoredFile> files)
    {
        var answer = await tickets.HearAsync(db => db.VisibleInPortal(by).Numbered(ticket.Number), text, files, by, CommandId.New(), ct);
        if (answer is not Answer.Done done || done.Number == ticket.Number) return;
        ticket.GoOnIn(done.Number, await IdAsync(done.Number));
        touched[ticket.Id] = ticket;
        Filed++;
    }

    private async Task RateAsync(Played ticket, Deed.Rate rate)
    {
        // The link is in a mail that this very stretch may have brought forth.
        await PostAsync();
        if (ticket.SurveyToken is { } token) await tickets.RateAsync(token, rate.Score, rate.Comment, ct);
        ticket.SurveyToken = null;
    }

    /// <summary>Takes the first available step that fits, if the workflow offers one here.</summary>
    private async Task<bool> StepAsync(Played ticket, Caller by, Func<StepDefinition, Phase?, bool> fits, Form form, Roles? role = null)
    {
        var (now, workflow) = await writes.DoAsync(async (db, cancel) =>
        {
            var seen = await db.Tickets.AsNoTracking().SingleAsync(t => t.Id == ticket.Id, cancel);
            return (seen, (await workflows.GetAsync(db, seen.WorkflowVersionId, cancel)).Compiled);
        }, OnConflict.DecideAnew, ct);
        var acting = role ?? StaffRole(by);
        var step = now.Steps(workflow, acting).Where(offered => offered.Available).Select(offered => offered.Step)
            .FirstOrDefault(step => fits(step, step.To is null ? null : workflow.State(step.To)!.Phase));
        if (step is null) return false;
        var visible = acting == Roles.Customer ? db => db.VisibleInPortal(by).Numbered(ticket.Number) : AtDesk(ticket, by);
        return await tickets.TakeAsync(visible, step.Key, form.For(step, workflow, by), now.Revision, by, acting, CommandId.New(), ct) is Answer.Done;
    }

    private Task<TicketId> IdAsync(long number) => writes.DoAsync((db, cancel) => db.Tickets.Numbered(number).Select(t => t.Id).SingleAsync(cancel), OnConflict.DecideAnew, ct);

    private static Func<StepDefinition, Phase?, bool> Entering(Phase wanted, string requirement) =>
        (step, phase) => phase == wanted && step.Requires.Contains(requirement);

    private static Func<HelpDeskDb, IQueryable<Ticket>> AtDesk(Played ticket, Caller by) => db => db.VisibleAtDesk(by).Numbered(ticket.Number);

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
