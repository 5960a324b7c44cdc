using Microsoft.EntityFrameworkCore.Migrations;

namespace HelpDesk.Domain.Storage.FullText;

/// <summary>The tables of search, which the model does not know. Called by the migration that brings them.</summary>
public static class SearchTables
{
    // Every ticket that is there already waits to be put into the index.
    private const string Waiting = """INSERT INTO "UnindexedTickets" ("Number") SELECT "Number" FROM "Tickets";""";

    /// <summary>Makes the index, after the table of those that wait for it.</summary>
    public static void CreateSearchTables(this MigrationBuilder migration)
    {
        migration.Sql(IsSqlite(migration) ? SqliteFullText.Create : PostgresFullText.Create);
        migration.Sql(Waiting);
    }

    public static void DropSearchTables(this MigrationBuilder migration)
    {
        if (IsSqlite(migration)) migration.Sql("""DROP TABLE "TicketSearchWords";""");
        migration.Sql("""DROP TABLE "TicketSearch";""");
    }

    private static bool IsSqlite(MigrationBuilder migration) => migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal);
}
