using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Reactions;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Seeds;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Web.Live;
using HelpDesk.Web.Mailroom;
using HelpDesk.Web.Mailroom.Outgoing;
using HelpDesk.Web.Timetable;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HelpDesk.Tests.Mailroom;

/// <summary>The product's own parts without its pages: a real SQLite file, a clock that a test moves, three people, and a carrier of the test's.</summary>
internal sealed class MailroomHouse : IAsyncDisposable
{
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly WebApplication app;
    private readonly DirectoryInfo directory;

    private MailroomHouse(WebApplication app, DirectoryInfo directory, FakeTimeProvider clock) => (this.app, this.directory, Clock) = (app, directory, clock);

    public FakeTimeProvider Clock { get; }
    public DirectoryInfo Directory => directory;
    public Person Carl { get; private set; } = null!;
    public Person Sasha { get; private set; } = null!;
    public Person Mia { get; private set; } = null!;

    public Caller AsCarl => new(Carl.Id, Carl.Roles);
    public Caller AsSasha => new(Sasha.Id, Sasha.Roles);

    public TicketCommands Tickets => Get<TicketCommands>();

    /// <param name="carrier">Null for the one that the settings ask for.</param>
    public static async Task<MailroomHouse> OpenAsync(IMailCarrier? carrier = null, Dictionary<string, string?>? settings = null, string carl = "carl@example.com")
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("helpdesk-mailroom-");
        var clock = new FakeTimeProvider(Monday);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["HelpDesk:DataDirectory"] = directory.FullName,
            ["HelpDesk:BaseUrl"] = "https://help.acme.test",
            ["HelpDesk:Jobs"] = "false",
            ["HelpDesk:Mail:UndoSeconds"] = "0",
            ["HelpDesk:Mail:Smtp:From"] = "Acme Help <help@acme.test>",
        });
        builder.Configuration.AddInMemoryCollection(TestDatabase.Settings(directory.FullName).Select(one => KeyValuePair.Create(one.Key, (string?)one.Value)));
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Logging.ClearProviders();
        builder.AddStorage();
        builder.AddMailroom();
        builder.AddTimetable();
        builder.AddLive();
        builder.Services.AddSingleton<TimeProvider>(clock);
        if (carrier is not null) builder.Services.AddSingleton(carrier);
        var house = new MailroomHouse(builder.Build(), directory, clock);
        await house.FurnishAsync(carl);
        return house;
    }

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public async Task<T> ReadAsync<T>(Func<HelpDeskDb, Task<T>> read)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<HelpDeskDb>());
    }

    public Task<T> WriteAsync<T>(Func<HelpDeskDb, CancellationToken, Task<T>> command) => Get<Writes>().DoAsync(command, OnConflict.DecideAnew, CancellationToken.None);

    public Task DrainAsync() => Get<OutboxDrain>().RunAsync(CancellationToken.None);

    /// <summary>Hands over what is due and forgets it, so that a test sees only what comes after.</summary>
    public async Task SettleAsync(ScriptedCarrier carrier)
    {
        await DrainAsync();
        carrier.Carried.Clear();
    }

    public async Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        await Get<DueTimers>().RunAsync(CancellationToken.None);
    }

    public async Task<long> FileAsync(string subject = "Printer on fire", string body = "It burns.", params StoredFile[] files) =>
        Number(await Tickets.FileAsync(new(Carl.Id, subject, body, "high", Channel.Portal, null, [.. files]), AsCarl, Roles.Customer, CommandId.New(), CancellationToken.None));

    public async Task TakeAsync(long number, string step, StepInput input)
    {
        var revision = await ReadAsync(db => db.Tickets.Numbered(number).Select(t => t.Revision).SingleAsync());
        Number(await Tickets.TakeAsync(VisibleTicket.AtDesk(AsSasha, number), step, input, revision, AsSasha, Roles.Agent, CommandId.New(), CancellationToken.None));
    }

    public Task AssignAsync(long number, PersonId to, string? note = null) => TakeAsync(number, "assign", StepInput.Empty with { Assignee = to, Note = note });

    public async Task ReplyAsync(long number, string body, params StoredFile[] files) =>
        Number(await Tickets.ReplyAsync(VisibleTicket.AtDesk(AsSasha, number), body, [.. files], AsSasha, Roles.Agent, CommandId.New(), CancellationToken.None));

    public async Task HearAsync(long number, string body) =>
        Number(await Tickets.HearAsync(VisibleTicket.InPortal(AsCarl, number), body, [], AsCarl, CommandId.New(), CancellationToken.None));

    /// <summary>A mail about Carl's account.</summary>
    public Task<MailId> AccountMailAsync(string letter, string? token) => WriteAsync((db, _) =>
    {
        var mail = OutboxMail.ForAccount(letter, Carl, token is null ? null : Get<ITokenSeal>().Seal(token), Clock.GetUtcNow());
        db.Outbox.Add(mail);
        return Task.FromResult(mail.Id);
    });

    public Task<OutboxMail> MailAsync(MailId id) => ReadAsync(db => db.Outbox.AsNoTracking().SingleAsync(m => m.Id == id));

    public Task<OutboxMail> MailAsync(string letter, Person to) =>
        ReadAsync(db => db.Outbox.AsNoTracking().Where(m => m.Letter == letter && m.ToPersonId == to.Id).OrderByDescending(m => m.CreatedAt).FirstAsync());

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        TestDatabase.Drop(directory.FullName);
        directory.Delete(recursive: true);
    }

    private static long Number(Answer answer) => Assert.IsType<Answer.Done>(answer).Number;

    private async Task FurnishAsync(string carl)
    {
        await ReadAsync(async db =>
        {
            await Migrator.MigrateAsync(db, CancellationToken.None);
            return true;
        });
        await FirstData.PlantAsync(Get<Writes>(), Clock, CancellationToken.None);
        (Carl, Sasha, Mia) = (new("Carl", carl, PersonRoles.Customer, Monday), new("Sasha", "sasha@example.com", PersonRoles.Agent, Monday), new("Mia", "mia@example.com", PersonRoles.Manager, Monday));
        await WriteAsync(async (db, cancel) =>
        {
            db.Users.AddRange(Carl, Sasha, Mia);
            (await db.Teams.Include(t => t.Members).SingleAsync(cancel)).Admit(Sasha.Id);
            return true;
        });
    }
}
