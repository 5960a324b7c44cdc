using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Seeds;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Seeds;

public sealed class ACrowd
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Made_up_people_and_histories_fill_the_house()
    {
        await using var house = new TestHouse();
        var filled = await house.Services.GetRequiredService<Crowd>().FillAsync(new CrowdSize(40, 5, 3, Seed: 7), keepTokens: true, null, Ct);
        Assert.InRange(filled.Tickets, 40, 60);
        Assert.True(filled.Messages > filled.Tickets);
        Assert.NotEqual(0, await house.ReadAsync(db => db.Tickets.CountAsync(t => t.Phase == Phase.Closed, Ct)));
    }

    /// <summary>The player knows no workflow by heart: it asks what can be done, whatever it is called.</summary>
    [Fact]
    public async Task A_workflow_with_other_names_is_played_as_well()
    {
        await using var house = new TestHouse();
        var renamed = DefinitionReader.Read(Renamed()).Definition!;
        await house.Services.GetRequiredService<Writes>().DoAsync((db, _) =>
        {
            db.WorkflowVersions.Add(new(renamed.Key, 2, DefinitionWriter.Write(renamed), DefinitionWriter.Hash(renamed), null, house.Clock.GetUtcNow()));
            return Task.FromResult(true);
        }, OnConflict.DecideAnew, Ct);
        await house.Services.GetRequiredService<Crowd>().FillAsync(new CrowdSize(40, 5, 3, Seed: 7), keepTokens: true, null, Ct);
        var states = await house.ReadAsync(db => db.Tickets.Select(t => t.State).Distinct().ToListAsync(Ct));
        Assert.All(states, state => Assert.StartsWith("our-", state, StringComparison.Ordinal));
        Assert.Contains("our-closed", states);
    }

    private static string Renamed()
    {
        var standard = StandardWorkflow.Read();
        return standard.States.Select(s => s.Key).Aggregate(StandardWorkflow.Json, (json, key) => json
            .Replace($"\"{key}\":", $"\"our-{key}\":", StringComparison.Ordinal)
            .Replace($"\"to\": \"{key}\"", $"\"to\": \"our-{key}\"", StringComparison.Ordinal)
            .Replace($"\"{key}\",", $"\"our-{key}\",", StringComparison.Ordinal)
            .Replace($"\"{key}\"]", $"\"our-{key}\"]", StringComparison.Ordinal)
            .Replace($"\"phase\": \"our-{key}\"", $"\"phase\": \"{key}\"", StringComparison.Ordinal));
    }
}
