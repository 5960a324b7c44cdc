using System.Reflection;
using HelpDesk.Domain.Storage.Seeds;
using HelpDesk.Web.Verbs;

namespace HelpDesk.Web.Wiring;

/// <summary>From the command line to an open house, or to one sentence on why not.</summary>
internal static class StartUp
{
    /// <summary>Wrong usage, or settings under which the program cannot start.</summary>
    public const int Refused = 2;

    private const string NotOpened = "HelpDesk could not be opened";

    private static readonly string[] Everywhere = ["://[::]", "://0.0.0.0", "://+", "://*"];

    /// <summary>The builder, with the settings that stand beside the program, whatever folder it is started from.</summary>
    public static WebApplicationBuilder Builder(string[] args, Verb? verb)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = verb?.Settings ?? args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        KillAt.Arm(builder.Configuration);
        var readiness = new Readiness();
        builder.Services.AddSingleton(readiness);
        DeathWatch.Begin(builder.Services);
        builder.Services.AddHostedService<Opening>();
        builder.AddLogs();
        if (verb is not null) Verb.Quieten(builder.Logging);
        // What fails until then ends the start, with a sentence of ours: host, server and database would add their stack traces.
        foreach (var category in (string[])["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"])
            builder.Logging.AddFilter(category, level => level >= LogLevel.Warning && (readiness.IsOpen || level == LogLevel.Warning));
        var usual = builder.Configuration.GetValue("Logging:LogLevel:Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database", level => level >= usual && (readiness.IsOpen || level != LogLevel.Error));
        return builder;
    }

    /// <summary>Serves until it is told to stop.</summary>
    /// <returns>The exit status.</returns>
    public static async Task<int> OpenAsync(this WebApplication app)
    {
        await using var closing = app;
        var watch = app.Services.GetRequiredService<DeathWatch>();
        try
        {
            await app.StartAsync();
        }
        catch (StartRefusedException refused)
        {
            return Refuse(refused.Message);
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Told to stop while still starting, or stopped by a service that died of what keeps the house from opening.
            return watch.Death is { } early ? Failures.Tell(app, NotOpened, early) : 0;
        }
        catch (Exception failure) when ((StartChecks.Unheard(failure, app.Configuration) ?? StartChecks.Unread(failure)) is { } why)
        {
            return Refuse(why);
        }
        catch (Exception failure)
        {
            return Failures.Tell(app, NotOpened, failure);
        }
        await GreetAsync(app);
        await app.WaitForShutdownAsync();
        if (app.Services.GetRequiredService<Readiness>().ShutBecause is { } sentence) return Refuse(sentence);
        return watch.Death is { } death ? Failures.Tell(app, "HelpDesk ended because a part of it died", death) : 0;
    }

    /// <summary>Does what the program is for, or says which setting cannot be read: some are as soon as the house is put together.</summary>
    /// <returns>The exit status.</returns>
    public static async Task<int> ReadingSettingsAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception failure) when (StartChecks.Unread(failure) is { } sentence)
        {
            return Refuse(sentence);
        }
    }

    public static int Refuse(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return Refused;
    }

    private static async Task GreetAsync(WebApplication app)
    {
        // Nobody reads it where another program runs this one, as the tests do.
        if (Assembly.GetEntryAssembly() != typeof(StartUp).Assembly) return;
        foreach (var address in app.Urls) Logs.SayOpen(app, Reachable(address));
        var settings = app.Services.GetRequiredService<Settings>();
        if (!settings.IsDemo(app.Environment) || !await app.Services.GetRequiredService<Demo>().IsHereAsync(default)) return;
        Console.WriteLine();
        Console.WriteLine($"The demo's cast; everybody's password is {Opening.PasswordOf(settings)}");
        foreach (var member in DemoCast.Main) Console.WriteLine($"  {member.Email,-20}{member.Name,-18}{member.Part}");
        Console.WriteLine();
    }

    /// <summary>What to ask on this machine for an address that is listened at.</summary>
    public static string Reachable(string address) => Everywhere.Aggregate(address, (reachable, any) => reachable.Replace(any, "://localhost", StringComparison.Ordinal));
}
