using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Domain.Workflows.Migrating;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>What a desk in memory knows of the real one: its people, its teams, and the workflows under which requests are filed.</summary>
internal sealed class DeskInMemory
{
    private readonly Dictionary<PersonId, Person> people;
    private readonly Dictionary<TeamId, Team> teams;
    private readonly Dictionary<WorkflowVersionId, PublishedWorkflow> workflows;
    private readonly List<Person> managers;

    private DeskInMemory(List<Person> people, List<Team> teams, PublishedWorkflow atPortal, PublishedWorkflow atDesk)
    {
        this.people = people.ToDictionary(p => p.Id);
        this.teams = teams.ToDictionary(t => t.Id);
        (AtPortal, AtDesk) = (atPortal, atDesk);
        workflows = new[] { atPortal, atDesk }.DistinctBy(w => w.Id).ToDictionary(w => w.Id);
        managers = [.. people.AsQueryable().Managers()];
        DefaultTeam = teams.Single(t => t.IsDefault).Id;
    }

    public PublishedWorkflow AtPortal { get; }
    public PublishedWorkflow AtDesk { get; }
    public TeamId DefaultTeam { get; }
    public required Surroundings Surroundings { get; init; }

    /// <summary>The number of the newest ticket, or the one before the first.</summary>
    public required long LastNumber { get; init; }

    /// <summary>Reads it; null where stories need the real desk: workflows that ask for consent, start other tickets or choose an assignee by what the others have, that a team tries, or that tickets are coming to.</summary>
    public static async Task<DeskInMemory?> ReadAsync(HelpDeskDb db, WorkflowLibrary library, CancellationToken ct)
    {
        var (atPortal, atDesk) = ((await library.AtAsync(db, Counter.Portal, ct))[0].Workflow, (await library.AtAsync(db, Counter.Desk, ct))[0].Workflow);
        if (!IsPlain(atPortal) || !IsPlain(atDesk) || await db.WorkflowVersions.AnyAsync(v => v.TrialTeam != null, ct) || await db.WorkflowMigrations.UnderWay().AnyAsync(ct)) return null;
        var people = await db.Users.AsNoTracking().ToListAsync(ct);
        var teams = await db.Teams.AsNoTracking().Include(t => t.Members).ToListAsync(ct);
        return new(people, teams, atPortal, atDesk)
        {
            Surroundings = await library.SurroundingsAsync(db, ct),
            LastNumber = await db.Tickets.MaxAsync(t => (long?)t.Number, ct) ?? Ticket.FirstNumber - 1,
        };
    }

    public Person Person(PersonId id) => people[id];

    public PublishedWorkflow Workflow(WorkflowVersionId id) => workflows[id];

    /// <summary>The same people as the reactions find in the database.</summary>
    public List<Person> Recipients(Ticket ticket, Recipient to) => to switch
    {
        Recipient.Customer => people[ticket.CustomerId] is { IsDisabled: false } customer ? [customer] : [],
        Recipient.Assignee => Assignee(ticket) is { } assignee ? [assignee] : TeamOf(ticket),
        Recipient.Team => TeamOf(ticket),
        Recipient.Managers => managers,
        Recipient.Agents => [.. people.Values.AsQueryable().Agents().Where(p => MayHave(p, ticket))],
        Recipient.Followers => [],
        _ => throw new InvalidOperationException($"No recipient {to}."),
    };

    private Person? Assignee(Ticket ticket) =>
        ticket.AssigneeId is { } id && people[id] is var person && ((IsAgent(person) && MayHave(person, ticket)) || managers.Contains(person)) ? person : null;

    private List<Person> TeamOf(Ticket ticket)
    {
        var agents = teams[ticket.TeamId].Members.Select(member => people[member.PersonId]).Where(IsAgent).ToList();
        return agents.Count > 0 ? agents : managers;
    }

    private bool MayHave(Person person, Ticket ticket) => teams[ticket.TeamId] is var team && (!team.IsPrivate || team.Members.Any(m => m.PersonId == person.Id));

    private static bool IsAgent(Person person) => !person.IsDisabled && (person.Roles & PersonRoles.Agent) != 0;

    private static bool IsPlain(PublishedWorkflow workflow) => workflow.Strategies.IsEmpty && !workflow.HasApprovals && !workflow.StartsOthers;
}
