namespace HelpDesk.Ceiling;

/// <summary>What each page reads.</summary>
internal static class Pages
{
    private const string Seen = """ "TeamId" NOT IN (SELECT t."Id" FROM "Teams" t WHERE t."IsPrivate" AND NOT EXISTS (SELECT 1 FROM "TeamMembers" m WHERE m."TeamId" = t."Id" AND m."PersonId" = @p0)) """;

    private const string QueueRows = $"""
        SELECT k."Number", k."Subject", k."Excerpt", k."Phase", k."State", k."Priority", k."WorkflowVersionId", c."Name", o."Name", a."Name", k."ChangedAt", k."OverdueSince", k."ClockDueAt",
          (SELECT x."Key" FROM "TicketTimers" x WHERE x."TicketId" = k."Id" AND x."Entry" = k."Entry" AND x."Fate" = 0 ORDER BY x."DueAt" LIMIT 1),
          (SELECT x."DueAt" FROM "TicketTimers" x WHERE x."TicketId" = k."Id" AND x."Entry" = k."Entry" AND x."Fate" = 0 ORDER BY x."DueAt" LIMIT 1)
        FROM (SELECT * FROM "Tickets" WHERE "SpamSince" IS NULL AND "Phase" < 4 AND {Seen} ORDER BY "ChangedAt" DESC, "Number" DESC LIMIT 51) k
        JOIN "People" c ON c."Id" = k."CustomerId" LEFT JOIN "Organisations" o ON o."Id" = k."OrganisationId" LEFT JOIN "People" a ON a."Id" = k."AssigneeId"
        ORDER BY k."ChangedAt" DESC, k."Number" DESC
        """;

    private static readonly string Counts = $"""
        SELECT
          {Few("\"SpamSince\" IS NULL AND \"AssigneeId\" = @p0 AND \"Phase\" < 4")},
          {Few("\"SpamSince\" IS NULL AND \"AssigneeId\" IS NULL AND \"Phase\" < 4")},
          {Few("\"SpamSince\" IS NULL AND \"Phase\" IN (2, 3)")},
          {Few("\"SpamSince\" IS NULL AND \"OverdueSince\" IS NOT NULL")} + {Few("\"SpamSince\" IS NULL AND \"OverdueSince\" IS NULL AND \"ClockDueAt\" < @p1")},
          {Few("\"SpamSince\" IS NULL AND \"Phase\" = 4")},
          {Few("\"SpamSince\" IS NOT NULL")},
          {Few("\"SpamSince\" IS NULL AND \"Phase\" < 4")}
        """;

    // As many as the product counts.
    private static string Few(string which) => $"""(SELECT COUNT(*) FROM (SELECT 1 FROM "Tickets" WHERE {which} AND {Seen} LIMIT 1001) few)""";

    private const string Agents = """SELECT "Id", "Name" FROM "People" WHERE "DisabledAt" IS NULL AND ("Roles" & 2) <> 0 ORDER BY "Name" """;
    private const string TeamsSeen = """SELECT t."Id", t."Name" FROM "Teams" t WHERE NOT t."IsPrivate" OR EXISTS (SELECT 1 FROM "TeamMembers" m WHERE m."TeamId" = t."Id" AND m."PersonId" = @p0) ORDER BY t."Name" """;

    public static async Task<int> QueueAsync(Lane lane, Known by, object now)
    {
        var rows = await lane.RowsAsync(QueueRows, by.Id);
        await lane.RowsAsync(Counts, by.Id, now);
        await lane.RowsAsync(TeamsSeen, by.Id);
        await lane.RowsAsync(Agents);
        return rows.Count;
    }

    private const string Head = $"""
        SELECT k."Id", k."CustomerId", k."TeamId", k."Entry", k."CreatedAt", k.*, c."Name", c."Email", c."UndeliverableSince", o."Name", s."AskedAt", s."AnsweredAt", s."Score", s."Comment"
        FROM "Tickets" k JOIN "People" c ON c."Id" = k."CustomerId" LEFT JOIN "Organisations" o ON o."Id" = k."OrganisationId" LEFT JOIN "Surveys" s ON s."TicketId" = k."Id"
        WHERE k."Number" = @p1 AND k.{Seen}
        """;

    private const string Events = """SELECT * FROM "TicketEvents" WHERE "TicketId" = @p0 ORDER BY "Sequence" DESC LIMIT 200""";
    private const string Messages = """SELECT m."Sequence", m."AuthorId", m."FromCustomer", m."IsInternal", m."Body", m."At", m."Id", m."IsWithdrawn", m."Mail", m."IsUnverified", f."Id", f."Name", f."Size" FROM "Messages" m LEFT JOIN "Attachments" f ON f."MessageId" = m."Id" WHERE m."TicketId" = @p0 ORDER BY m."Sequence" """;
    private const string Mails = """SELECT "Sequence", "Letter", "ToName", "Fate", "DueAt", "SentAt", "LastError", "Attempts" FROM "Outbox" WHERE "TicketId" = @p0 AND "Sequence" >= 1 ORDER BY "Sequence", "ToName" """;

    // Agents who could take it; whom the page names besides is found by the key.
    private const string People = """
        SELECT p."Id", p."Name", m."PersonId" FROM "People" p LEFT JOIN "TeamMembers" m ON m."PersonId" = p."Id" AND m."TeamId" = @p0 WHERE p."DisabledAt" IS NULL AND (p."Roles" & 2) <> 0
        UNION ALL SELECT p."Id", p."Name", NULL FROM "People" p WHERE p."Id" = @p1
        """;

    private const string Teams = """SELECT t."Id", t."Name", t."IsPrivate", EXISTS (SELECT 1 FROM "TeamMembers" m WHERE m."TeamId" = t."Id" AND m."PersonId" = @p0) FROM "Teams" t ORDER BY t."Name" """;

    private const string Related = $"""
        SELECT "Id", "Number", "Subject", "Phase", "State", "WorkflowVersionId", "ChangedAt", "FollowUpOf", "ParentId" FROM (SELECT * FROM "Tickets" WHERE "CustomerId" = @p1 AND "SpamSince" IS NULL AND "Id" <> @p2 AND "CreatedAt" <= @p3 AND "ParentId" IS NULL AND {Seen} ORDER BY "ChangedAt" DESC, "Number" DESC LIMIT 5) earlier
        UNION ALL SELECT "Id", "Number", "Subject", "Phase", "State", "WorkflowVersionId", "ChangedAt", "FollowUpOf", "ParentId" FROM "Tickets" WHERE "FollowUpOf" = @p2 AND "SpamSince" IS NULL AND {Seen}
        UNION ALL SELECT "Id", "Number", "Subject", "Phase", "State", "WorkflowVersionId", "ChangedAt", "FollowUpOf", "ParentId" FROM "Tickets" WHERE "ParentId" = @p2 AND "SpamSince" IS NULL AND {Seen}
        """;

    private const string Timers = """SELECT "Id", "Key", "Occurrence", "DueAt", "PostponedTo" FROM "TicketTimers" WHERE "TicketId" = @p0 AND "Entry" = @p1 AND "Fate" = 0 ORDER BY "DueAt", "Id" """;

    private const string Followers = """
        SELECT p."Id", p."Name", p."Email", p."Roles", EXISTS (SELECT 1 FROM "TicketFollowers" f WHERE f."TicketId" = @p0 AND f."PersonId" = p."Id") FROM "People" p WHERE p."DisabledAt" IS NULL AND (p."Roles" & 2) <> 0
        UNION SELECT p."Id", p."Name", p."Email", p."Roles", TRUE FROM "TicketFollowers" f JOIN "People" p ON p."Id" = f."PersonId" WHERE f."TicketId" = @p0
        """;

    public static async Task<int> TicketAsync(Lane lane, Known by, long number)
    {
        if (await lane.RowsAsync(Head, by.Id, number) is not [[var id, var customer, var team, var entry, var created, ..], ..]) return 0;
        await lane.RowsAsync(Events, id);
        var messages = await lane.RowsAsync(Messages, id);
        await lane.RowsAsync(Mails, id);
        await lane.RowsAsync(People, team, customer);
        await lane.RowsAsync(Teams, by.Id);
        await lane.RowsAsync(Related, by.Id, customer, id, created);
        await lane.RowsAsync(Timers, id, entry);
        await lane.RowsAsync(Followers, id);
        return messages.Count;
    }

    private const string Ways = """
        SELECT * FROM (SELECT "Id" FROM "Tickets" WHERE "CustomerId" = @p0 AND "SpamSince" IS NULL ORDER BY "ChangedAt" DESC, "Number" DESC LIMIT 200) own
        UNION SELECT * FROM (SELECT "Id" FROM "Tickets" WHERE "OrganisationId" = (SELECT p."OrganisationId" FROM "People" p JOIN "Organisations" o ON o."Id" = p."OrganisationId" AND o."SharesTickets" WHERE p."Id" = @p0) AND "SpamSince" IS NULL ORDER BY "ChangedAt" DESC, "Number" DESC LIMIT 200) shared
        UNION SELECT "TicketId" FROM "TicketFollowers" WHERE "PersonId" = @p0
        """;

    private const string Mine = $"""
        SELECT k."Number", k."Subject", k."Phase", k."WorkflowVersionId", k."State", k."Excerpt", k."ChangedAt", k."CustomerId", c."Name", k."Satisfaction"
        FROM "Tickets" k JOIN "People" c ON c."Id" = k."CustomerId" WHERE k."Id" IN ({Ways}) AND k."SpamSince" IS NULL AND NOT k."IsHidden"
        ORDER BY CASE WHEN k."Phase" = 2 THEN 0 WHEN k."Phase" < 4 THEN 1 ELSE 2 END, k."ChangedAt" DESC, k."Number" DESC LIMIT 21
        """;

    public static async Task<int> MineAsync(Lane lane, Known by) => (await lane.RowsAsync(Mine, by.Id)).Count;

    private const string Hit = $"""
        SELECT k."Id", k."Number", k."Subject", k."Excerpt", k."Phase", k."State", k."WorkflowVersionId", k."ChangedAt", k."CustomerId", c."Name", c."Email", o."Name", a."Name"
        FROM "Tickets" k JOIN "People" c ON c."Id" = k."CustomerId" LEFT JOIN "Organisations" o ON o."Id" = k."OrganisationId" LEFT JOIN "People" a ON a."Id" = k."AssigneeId"
        WHERE k."Number" = @p1 AND k.{Seen}
        """;

    public static async Task<int> SearchAsync(IDatabase database, Lane lane, Known by, string word)
    {
        var hits = 0;
        foreach (var found in await lane.RowsAsync(database.Search, database.Sought(word)))
        {
            if (await lane.RowsAsync(Hit, by.Id, found[0]) is not [[var id, ..]]) continue;
            await lane.RowsAsync("""SELECT "Body", "IsInternal" FROM "Messages" WHERE "TicketId" = @p0 ORDER BY "Sequence" """, id);
            hits++;
        }
        return hits;
    }
}
