using System.CommandLine;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Console;

namespace HelpDesk.Web.Verbs;

/// <summary>What the program is asked to do instead of serving.</summary>
internal sealed class Verb
{
    private static readonly string[] AskingForHelp = ["--help", "-h", "-?", "/?", "--version"];
    private static readonly string[] SettingSections = ["--HelpDesk:", "--ConnectionStrings:", "--Logging:", "--environment=", "--urls="];

    private readonly string[] words;
    private readonly House house = new();

    private Verb(string[] args)
    {
        Settings = [.. args.Where(IsSetting)];
        words = [.. args.Where(word => !IsSetting(word))];
    }

    /// <summary>Settings among the words, as <c>--HelpDesk:DataDirectory=/srv/helpdesk</c>.</summary>
    public string[] Settings { get; }

    /// <summary>The verb among the program's arguments, or null: then it serves.</summary>
    public static Verb? In(string[] args)
    {
        // A setting before it may have its value in a word of its own.
        var at = 0;
        while (at < args.Length && IsSetting(args[at])) at += args[at].Contains('=', StringComparison.Ordinal) ? 1 : 2;
        return at < args.Length && (AskingForHelp.Contains(args[at]) || !args[at].StartsWith('-')) ? new Verb(args) : null;
    }

    /// <summary>What it prints is for programs, too: logs go to the other stream, and only troubles.</summary>
    public static void Quieten(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter(level => level >= LogLevel.Warning);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    /// <returns>The exit status: 0 fine, 1 findings or refusal, 2 wrong usage.</returns>
    public Task<int> RunAsync(WebApplication app) => RunAsync(app.Services, Console.Out, Console.Error);

    internal async Task<int> RunAsync(IServiceProvider services, TextWriter output, TextWriter error)
    {
        house.Services = services;
        var parsed = Program().Parse(words);
        if (parsed.Errors.Count > 0 && parsed.Action is not System.CommandLine.Help.HelpAction)
        {
            foreach (var wrong in parsed.Errors) await error.WriteLineAsync(wrong.Message);
            await error.WriteLineAsync("--help says what can be asked.");
            return StartUp.Refused;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (StartRefusedException refused)
        {
            await error.WriteLineAsync(refused.Message);
            return StartUp.Refused;
        }
        // What keeps it from going on: a disk that is full, a server that is gone.
        catch (Exception wrong) when (StartChecks.Refused(wrong, services.GetRequiredService<DataDirectories>()) is { } refused)
        {
            await error.WriteLineAsync(refused.Message);
            return StartUp.Refused;
        }
    }

    private RootCommand Program() => new("HelpDesk, a help desk on a workflow core. Without a verb it serves, on the address given by --urls.")
    {
        WorkflowVerbs.All(house),
        MailVerbs.All(),
        UserVerbs.All(house),
        SeedVerb.Of(house),
        HealthVerb.Of(house),
        BackupVerbs.Backup(house),
        BackupVerbs.Restore(house),
        VerifyVerb.Of(house),
        PostVerbs.All(house),
        SearchVerbs.All(house),
    };

    private static bool IsSetting(string word) => SettingSections.Any(section => word.StartsWith(section, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The house for a verb: its parts are there, its doors stay shut.</summary>
internal sealed class House
{
    public IServiceProvider Services { get; set; } = null!;

    /// <summary>The parts, with settings checked and the database at this program's version.</summary>
    /// <exception cref="StartRefusedException">Not possible as it is told to.</exception>
    public async Task<IServiceProvider> PreparedAsync(CancellationToken ct)
    {
        StartChecks.Check(Services);
        await Opening.PrepareAsync(Services, ct);
        return Services;
    }

    /// <summary>The parts, with settings checked and the database as it is: nothing is made or migrated, for a desk may be serving.</summary>
    /// <exception cref="StartRefusedException">There is no database, or not one of this program's version.</exception>
    public async Task<IServiceProvider> OpenedAsync(CancellationToken ct)
    {
        Checked().GetRequiredService<Backups.DataInUse>().Hold();
        var (known, applied) = await MigrationsAsync(ct);
        if (!known.SequenceEqual(applied)) throw new StartRefusedException("The database is of another version than this program: use the program that it belongs to, or start this one once, which migrates it.");
        return Services;
    }

    /// <summary>The parts, with settings checked and a database that is there already at this program's version.</summary>
    /// <exception cref="StartRefusedException">There is no database, or it cannot be used.</exception>
    public async Task<IServiceProvider> BroughtUpAsync(CancellationToken ct)
    {
        Checked().GetRequiredService<Backups.DataInUse>().Hold();
        await MigrationsAsync(ct);
        return await PreparedAsync(ct);
    }

    /// <summary>Those that this program knows, and those that made the database what it is.</summary>
    /// <exception cref="StartRefusedException">There is no database, or it does not let us in.</exception>
    private async Task<(List<string> Known, List<string> Applied)> MigrationsAsync(CancellationToken ct)
    {
        await using var scope = Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<HelpDeskDb>().Database;
        try
        {
            // SQLite would make the file that it is asked about; PostgreSQL says itself why it does not let us in.
            var isThere = database.IsNpgsql() || await database.CanConnectAsync(ct);
            if (isThere && (await database.GetAppliedMigrationsAsync(ct)).ToList() is { Count: > 0 } applied) return ([.. database.GetMigrations()], applied);
        }
        catch (Exception wrong) when (StartChecks.Refused(wrong, Services.GetRequiredService<DataDirectories>()) is { } refused)
        {
            throw refused;
        }
        throw new StartRefusedException("There is no database yet: start the desk once, which makes it, or mend ConnectionStrings:HelpDesk or HelpDesk:DataDirectory.");
    }

    /// <summary>The parts, with settings checked, and nothing else looked at.</summary>
    /// <exception cref="StartRefusedException">Not possible as it is told to.</exception>
    public IServiceProvider Checked()
    {
        StartChecks.Check(Services);
        return Services;
    }
}
