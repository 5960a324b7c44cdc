using System.CommandLine;
using System.Diagnostics;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Seeds;
using HelpDesk.Web.Backups;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Verbs;

/// <summary><c>seed</c>: fills the database with played-out histories.</summary>
internal static class SeedVerb
{
    private const int MostTickets = 1_000_000;

    public static Command Of(House house)
    {
        var tickets = Count("--tickets", "How many tickets to play.", MostTickets);
        tickets.Required = true;
        var customers = Count("--customers", "How many customers to make up; else one for each 20 tickets.", 100_000);
        var agents = Count("--agents", "How many agents to make up; else one for each 500 tickets.", 1_000);
        var seed = new Option<int?>("--seed") { Description = "The same number gives the same people, words and times; else 1." };
        var json = new Option<bool>("--json") { Description = "What there is at the end, as {tickets, messages, events, mails, people}." };
        var verb = new Command("seed", "Fills an empty database, or the demo's, with made-up people and histories played through the workflow. Stop the server meanwhile.")
        {
            tickets, customers, agents, seed, json,
        };
        verb.SetAction((parsed, ct) => FillAsync(house, parsed,
            CrowdSize.Of(parsed.GetValue(tickets)!.Value, parsed.GetValue(customers), parsed.GetValue(agents), parsed.GetValue(seed)), parsed.GetValue(json), ct));
        return verb;
    }

    private static async Task<int> FillAsync(House house, ParseResult parsed, CrowdSize size, bool json, CancellationToken ct)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        try
        {
            house.Checked().GetRequiredService<DataInUse>().HoldAlone();
        }
        catch (BackupRefusedException refused)
        {
            await error.WriteLineAsync(refused.Message);
            return 1;
        }
        var services = await house.PreparedAsync(ct);
        var crowd = services.GetRequiredService<Crowd>();
        var isDemo = services.GetRequiredService<Settings>().IsDemo(services.GetRequiredService<IHostEnvironment>());
        if (!isDemo && await crowd.HasTicketsAsync(ct))
        {
            await error.WriteLineAsync("This database has tickets of its own, and made-up ones could not be told from them: seed an empty one, or set HelpDesk:Demo to true.");
            return StartUp.Refused;
        }
        var time = Stopwatch.StartNew();
        var filled = await crowd.FillAsync(size, isDemo, new Progress(size.Tickets, time, error), ct);
        var rate = size.Tickets / time.Elapsed.TotalSeconds;
        await error.WriteLineAsync($"{size.Tickets} tickets played in {time.Elapsed.TotalSeconds:0.0} s ({rate:0} a second)");
        // Now, as the next start would: of a million tickets that reads the whole file, and people wait for a server.
        await using (var scope = services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<HelpDeskDb>().RefreshStatisticsAsync(ct);
        await output.WriteLineAsync(json
            ? Printed.Json(filled)
            : $"Now there are {filled.Tickets} tickets, {filled.Messages} messages, {filled.Events} events, {filled.Mails} mails and {filled.People} people.");
        return 0;
    }

    private static Option<int?> Count(string name, string description, int most)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var count) || count < 1 || count > most))
                result.AddError($"{name} takes a number from 1 to {most}.");
        });
        return option;
    }

    /// <summary>Says now and then how far it is.</summary>
    private sealed class Progress(int tickets, Stopwatch time, TextWriter to) : IProgress<int>
    {
        private TimeSpan last;

        public void Report(int value)
        {
            if (time.Elapsed - last < TimeSpan.FromSeconds(2)) return;
            last = time.Elapsed;
            to.WriteLine($"{value} of {tickets} tickets");
        }
    }
}
