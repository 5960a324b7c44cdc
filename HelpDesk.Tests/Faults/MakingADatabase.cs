using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>F40 on PostgreSQL: the process is killed while it makes its database, before something that it sends to the server.</summary>
[Collection("faults")]
[Trait("Suite", "faults")]
public sealed class MakingADatabase(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> Off = new() { ["HelpDesk:Demo"] = "false", ["HelpDesk:Jobs"] = "false", ["Logging:LogLevel:Default"] = "Warning" };

    [Fact]
    public Task F40_a_kill_in_the_middle_of_the_first_start_is_finished_by_the_next() => KilledAsync(2);

    [Fact(Explicit = true)]
    public Task F40_a_kill_at_fifty_moments_of_the_first_start_is_finished_by_the_next() => KilledAsync(50);

    private async Task KilledAsync(int kills)
    {
        TestDatabase.OnlyOn(DatabaseKind.PostgreSql, "UpgradingOldDatabases kills it while it upgrades one.");
        int sends;
        await using (var counting = ServerProxy.Counting(ServerPort))
        {
            using var place = new TempDirectory();
            TestDatabase.PlaceEmpty(place.Path);
            await using (var desk = await DeskProcess.StartAsync(place.Path, Ports.Free(), Through(counting, place.Path))) sends = counting.Sent;
            TestDatabase.Drop(place.Path);
        }
        Assert.True(sends > 20, $"The first start sends {sends} times.");
        var halfway = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            using var place = new TempDirectory();
            TestDatabase.PlaceEmpty(place.Path);
            var nth = 1 + (int)((long)kill * (sends - 1) / Math.Max(1, kills - 1));
            DeskProcess? killed = null;
            await using (var proxy = ServerProxy.Before(ServerPort, nth, () => killed!.KillAsync()))
            {
                killed = DeskProcess.Begin(place.Path, Ports.Free(), Through(proxy, place.Path));
                // What it sends is not the same number each time: it may come through.
                if (await killed.IsReadyAsync()) await killed.KillAsync();
                await killed.DisposeAsync();
            }
            // Whole migrations, in their order: PostgreSQL takes back half a one.
            await using (var db = TestDatabase.Open(place.Path))
            {
                var tables = await db.Database.SqlQueryRaw<int>("""SELECT count(*)::int AS "Value" FROM pg_tables WHERE schemaname = 'public' AND tablename <> '__EFMigrationsHistory'""").SingleAsync();
                var (applied, all) = ((await db.Database.GetAppliedMigrationsAsync()).ToList(), db.Database.GetMigrations().ToList());
                Assert.Equal(all.Take(applied.Count), applied);
                Assert.Equal(applied.Count > 0, tables > 0);
                if (applied.Count < all.Count) halfway++;
            }
            await using (var again = await DeskProcess.StartAsync(place.Path, Ports.Free(), Off)) await again.KillAsync();
            await Judge.NothingIsWrongAsync(place.Path);
            TestDatabase.Drop(place.Path);
        }
        Assert.True(halfway > 0, "No kill came before the end of the last migration.");
        Figures.Tell(output, "F40", $"{kills} kills spread over the {sends} messages that a first start sends to the server: {halfway} before the end of the last migration; each time whole migrations, finished by the next start");
    }

    private static int ServerPort => new NpgsqlConnectionStringBuilder(PostgresServer.ConnectionString("postgres")).Port;

    private static Dictionary<string, string> Through(ServerProxy proxy, string directory) => new(Off)
    {
        ["HelpDesk:Database"] = nameof(DatabaseKind.PostgreSql),
        ["ConnectionStrings:HelpDesk"] = new NpgsqlConnectionStringBuilder(TestDatabase.For(directory)) { Host = "127.0.0.1", Port = proxy.Port }.ConnectionString,
    };
}
