using System.Data.Common;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Postgres;
using HelpDesk.Domain.Storage.Sqlite;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Languages;
using HelpDesk.Web;
using HelpDesk.Web.Mailroom;
using HelpDesk.Web.Mailroom.Outgoing;
using HelpDesk.Web.Timetable;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HelpDesk.Tests.House;

/// <summary>The whole product on a real database, with the demo cast, caught post and a clock that a test moves.</summary>
public sealed class TestHouse : WebApplicationFactory<Program>
{
    /// <summary>A Monday morning in Berlin when working hours begin; ahead of the real clock, by which browsers drop cookies.</summary>
    public static readonly DateTimeOffset Monday = new(2036, 3, 3, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Settings for tests that send more forms than people do, and do not wait for answers to take equally long.</summary>
    public static readonly IReadOnlyDictionary<string, string> ManyForms = new Dictionary<string, string>
    {
        ["HelpDesk:Limits:SignIn"] = "1000000",
        ["HelpDesk:Limits:Surveys"] = "1000000",
        ["HelpDesk:Limits:Approvals"] = "1000000",
        ["HelpDesk:Limits:Portal"] = "1000000",
        ["HelpDesk:Limits:SameTime"] = "00:00:00",
    };

    private readonly Dictionary<string, string> settings;
    private readonly bool ownsDirectory;
    private readonly LastToLeave last = new();

    public TestHouse(Dictionary<string, string>? settings = null, string? directory = null)
    {
        this.settings = settings ?? [];
        ownsDirectory = directory is null;
        Directory = directory ?? System.IO.Directory.CreateTempSubdirectory("helpdesk-test-").FullName;
    }

    public string Directory { get; }

    /// <summary>Where it listens: in memory, unless a browser test gave it a port.</summary>
    public bool OnPort { get; init; }

    public Uri Address { get; init; } = new("http://localhost:5080");

    /// <summary>Takes its mails; null: they are caught, as in the demo.</summary>
    internal IMailCarrier? Carrier { get; init; }

    /// <summary>Puts each sentence of ours between ⟦ and ⟧.</summary>
    public bool Translate { get; init; }

    /// <summary>Whether it keeps others from its data directory, as the product does; most tests that open a second house there mean the same desk with other settings.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Parts of the product that a test brings along.</summary>
    public Action<IServiceCollection>? Furnish { get; init; }

    public FakeTimeProvider Clock { get; init; } = new(Monday);

    /// <summary>Commands sent to the database since the last reset.</summary>
    public QueryCount Queries { get; } = new();

    /// <summary>A browser of their own, not signed in.</summary>
    public Visitor Stranger() => new(OnPort
        ? new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = Address }
        : CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true, BaseAddress = Address }));

    /// <summary>A browser in which this member of the cast is signed in.</summary>
    public async Task<Visitor> SignedInAsync(string email, string password = Cast.Password)
    {
        var visitor = Stranger();
        var page = await (await visitor.GetAsync("/signin")).Form("/signin").Fill("Email", email).Fill("Password", password).Forge("Remember", "true").SubmitAsync();
        Assert.True(page.IsRedirect, $"{email} could not sign in: {page.Status} {page.Text}");
        return visitor;
    }

    /// <summary>Starts the product, so that the cast is there.</summary>
    public Task<int> GetCastAsync() => ReadAsync(db => db.Users.CountAsync());

    /// <summary>Moves the clock, and lets everything that came due happen, in order, also what follows from it.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        await SettleAsync();
    }

    /// <summary>Runs the jobs until nothing is due.</summary>
    public async Task SettleAsync()
    {
        await Services.GetRequiredService<DueMigrations>().RunAsync(CancellationToken.None);
        await Services.GetRequiredService<DueReplays>().RunAsync(CancellationToken.None);
        await Services.GetRequiredService<DueIncoming>().RunAsync(CancellationToken.None);
        await Services.GetRequiredService<DueTimers>().RunAsync(CancellationToken.None);
        await Services.GetRequiredService<DueApprovals>().RunAsync(CancellationToken.None);
        await Services.GetRequiredService<DueStarts>().RunAsync(CancellationToken.None);
        await Services.GetRequiredService<OutboxDrain>().RunAsync(CancellationToken.None);
        await Services.GetRequiredService<DueTallies>().RunAsync(CancellationToken.None);
        await Services.GetRequiredService<DueMisses>().RunAsync(CancellationToken.None);
        await Services.GetRequiredService<DueIndexing>().RunAsync(CancellationToken.None);
    }

    /// <summary>Reads the database beside the product.</summary>
    public async Task<T> ReadAsync<T>(Func<HelpDeskDb, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<HelpDeskDb>());
    }

    public Task<Ticket> TicketAsync(long number) => ReadAsync(db => db.Tickets.AsNoTracking().SingleAsync(t => t.Number == number));

    /// <summary>Mails to somebody, oldest first.</summary>
    public Task<List<OutboxMail>> PostForAsync(string email) =>
        ReadAsync(db => db.Outbox.AsNoTracking().Where(m => m.ToAddress == email).OrderBy(m => m.CreatedAt).ThenBy(m => m.Sequence).ToListAsync());

    protected override IHost CreateHost(IHostBuilder builder)
    {
        var host = base.CreateHost(builder);
        // Hangfire logs through one provider for the whole process, that of the newest host, which throws when that host is gone.
        host.Services.GetRequiredService<Hangfire.IGlobalConfiguration>();
        Hangfire.Logging.LogProvider.SetCurrentLogProvider(new SilentJobs());
        return host;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("HelpDesk:DataDirectory", Directory);
        TestDatabase.Use(builder, Directory);
        builder.UseSetting("HelpDesk:Demo", "true");
        builder.UseSetting("HelpDesk:SampleTickets", "0");
        builder.UseSetting("HelpDesk:Jobs", "false");
        builder.UseSetting("HelpDesk:Mail:UndoSeconds", "0");
        // It would look, and ask the database, whenever a test moves the clock.
        builder.UseSetting("HelpDesk:Telemetry:Interval", "0");
        foreach (var (key, value) in ManyForms) builder.UseSetting(key, value);
        builder.UseSetting("Logging:LogLevel:Default", "Error");
        builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "Error");
        foreach (var (key, value) in settings) builder.UseSetting(key, value);
        builder.ConfigureServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            // Each sign-in would take as long as one has to, all day.
            services.PostConfigure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1);
            if (Carrier is not null) services.AddSingleton(Carrier);
            services.ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(Queries));
            services.ConfigureDbContext<PostgresDb>(options => options.AddInterceptors(Queries));
            if (Translate) Pseudo(services);
            LeaveOutApis(services);
            if (!IsAlone) services.RemoveAll<Web.Wiring.OneServer>();
            Furnish?.Invoke(services);
            last.GoIn(services);
        });
    }

    // What makes a controller one of an API looks, for each controller and each action, through all attributes of the assembly, which has several for each page:
    // a seventh of what a house costs. We have no such controller.
    private static void LeaveOutApis(IServiceCollection services)
    {
        foreach (var part in services.Where(service => service.ImplementationType?.Name == "ApiBehaviorApplicationModelProvider").ToList()) services.Remove(part);
    }

    private static void Pseudo(IServiceCollection services)
    {
        services.AddSingleton<ResourceManagerStringLocalizerFactory>();
        services.AddSingleton<IStringLocalizerFactory>(provider => new PseudoLocalizers(provider.GetRequiredService<ResourceManagerStringLocalizerFactory>()));
        services.AddTransient<IStringLocalizer<Texts>>(provider => new PseudoLocalizer(provider.GetRequiredService<ResourceManagerStringLocalizerFactory>().Create(typeof(Texts))));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await last.HasLeftAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (!ownsDirectory) return;
        TestDatabase.Drop(Directory);
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}

/// <summary>Counts what is asked of the database, not the rows that a command writes, and refuses what reads a whole table where it looks like a few rows of it.</summary>
public sealed class QueryCount : DbCommandInterceptor
{
    private int count;

    public int Count => Volatile.Read(ref count);

    public void Reset() => Volatile.Write(ref count, 0);

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        Interlocked.Increment(ref count);
        // So EF asks SQLite for the first of something, or for the first few, of each row of a list.
        if (result.CommandText.Contains("ROW_NUMBER() OVER(PARTITION BY", StringComparison.Ordinal))
            throw new InvalidOperationException($"This numbers the rows of a whole table to find a few: {result.CommandText}");
        return result;
    }
}

/// <summary>Where Hangfire's own log goes in tests: nowhere.</summary>
internal sealed class SilentJobs : Hangfire.Logging.ILogProvider, Hangfire.Logging.ILog
{
    public Hangfire.Logging.ILog GetLogger(string name) => this;

    public bool Log(Hangfire.Logging.LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null) => false;
}
