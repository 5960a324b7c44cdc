using HelpDesk.Domain.Accounts;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>What every installation starts with: the standard workflow and one team.</summary>
public static class FirstData
{
    public const string DefaultTeam = "First line";

    public static Task PlantAsync(Writes writes, TimeProvider clock, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (!await db.WorkflowVersions.AnyAsync(cancel))
        {
            var definition = StandardWorkflow.Read();
            db.WorkflowVersions.Add(new(definition.Key, 1, DefinitionWriter.Write(definition), DefinitionWriter.Hash(definition), null, clock.GetUtcNow()));
        }
        if (!await db.Teams.AnyAsync(cancel))
            db.Teams.Add(new Team(DefaultTeam, isPrivate: false, isDefault: true));
        return true;
    }, OnConflict.DecideAnew, ct);
}
