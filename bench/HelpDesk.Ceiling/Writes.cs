namespace HelpDesk.Ceiling;

/// <summary>What each form writes: the same rows as the product's command, with what has to be read for them.</summary>
internal static class Writes
{
    private const string Subject = "The printer on the second floor is slow";
    private const string Handled = """INSERT INTO "HandledCommands" ("Id", "By", "Number", "At") VALUES (@p0, @p1, @p2, @p3)""";
    private const string IsHandled = """SELECT "Number" FROM "HandledCommands" WHERE "Id" = @p0 AND "By" = @p1""";
    private const string Event = """INSERT INTO "TicketEvents" ("TicketId", "Sequence", "Kind", "At", "By", "As", "Command", "WorkflowVersionId", "Entry", "Step", "From", "To", "Message", "Changes", "Hash") VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14)""";
    private const string Message = """INSERT INTO "Messages" ("Id", "TicketId", "Sequence", "AuthorId", "FromCustomer", "IsInternal", "Body", "At", "IsUnverified", "IsWithdrawn") VALUES (@p0, @p1, @p2, @p3, @p4, FALSE, @p5, @p6, FALSE, FALSE)""";
    private const string Mail = """INSERT INTO "Outbox" ("Id", "Letter", "ToPersonId", "ToName", "ToAddress", "TicketId", "Sequence", "Message", "Fate", "Attempts", "CreatedAt", "DueAt", "Rank") VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, 0, 0, @p8, @p8, @p9)""";
    private const string Timer = """INSERT INTO "TicketTimers" ("Id", "TicketId", "Entry", "Key", "Occurrence", "DueAt", "Fate") VALUES (@p0, @p1, @p2, @p3, @p4, @p5, 0)""";

    // The index of search follows later, as the product's does.
    private const string Unindexed = """INSERT INTO "UnindexedTickets" ("Number") VALUES (@p0)""";

    private const string Ticket = """
        INSERT INTO "Tickets" ("Id", "Number", "Subject", "Channel", "Priority", "TeamId", "CustomerId", "OrganisationId", "WorkflowVersionId", "State", "Phase", "Entry", "EnteredAt", "Fields", "Reopenings", "Excerpt", "CreatedAt", "ChangedAt", "LastSequence", "Revision", "Clocks", "LastCustomerMessageAt", "IsHidden", "LinkDepth", "CountedSequence", "LastHash")
        VALUES (@p0, @p1, @p2, 0, 'normal', @p3, @p4, @p5, @p6, 'open', 0, 1, @p7, '{}', 0, @p8, @p7, @p7, 3, 1, '{}', @p7, FALSE, 0, 0, @p9)
        """;

    // As long as the one that the product computes over each event.
    private static readonly byte[] Hash = new byte[32];

    // 'Fields' and 'Clocks' are read as the product reads them: they decide.
    private const string TicketSeen = """
        SELECT k."Id", k."LastSequence", k."Entry", k."WorkflowVersionId", k."TeamId", c."Id", c."Name", c."Email", k."Fields", k."Clocks", k."Priority", k."State", k."Revision", k."AssigneeId", k."Subject" FROM "Tickets" k JOIN "People" c ON c."Id" = k."CustomerId"
        WHERE k."Number" = @p1 AND k."TeamId" NOT IN (SELECT t."Id" FROM "Teams" t WHERE t."IsPrivate" AND NOT EXISTS (SELECT 1 FROM "TeamMembers" m WHERE m."TeamId" = t."Id" AND m."PersonId" = @p0))
        """;

    private const string Calendars = """SELECT * FROM "DeskCalendars" """;
    private const string FollowersOf = """SELECT p."Id", p."Name", p."Email" FROM "TicketFollowers" f JOIN "People" p ON p."Id" = f."PersonId" WHERE f."TicketId" = @p0 AND p."DisabledAt" IS NULL""";

    /// <summary>The request, its three events, message and timer, a mail to the customer and one to each of the team.</summary>
    public static async Task<int> FileAsync(IDatabase database, Lane lane, Known by, string words)
    {
        var (id, command, message, now) = (database.NewId(), database.NewId(), database.NewId(), DateTimeOffset.UtcNow);
        var at = database.At(now);
        await lane.RowsAsync(IsHandled, command, by.Id);
        var customer = (await lane.RowsAsync("""SELECT "Id", "OrganisationId" FROM "People" WHERE "Id" = @p0 AND "DisabledAt" IS NULL""", by.Id))[0];
        var team = (await lane.RowsAsync("""SELECT "Id" FROM "Teams" WHERE "IsDefault" """))[0][0];
        var version = (await lane.RowsAsync("""SELECT "Id" FROM "WorkflowVersions" WHERE "Workflow" = 'support' AND "TrialTeam" IS NULL ORDER BY "Number" DESC LIMIT 1"""))[0][0];
        await lane.RowsAsync(Calendars);
        var number = Convert.ToInt64((await lane.RowsAsync(database.NextNumber))[0][0], System.Globalization.CultureInfo.InvariantCulture);
        var members = await lane.RowsAsync("""SELECT p."Id", p."Name", p."Email" FROM "TeamMembers" m JOIN "People" p ON p."Id" = m."PersonId" WHERE m."TeamId" = @p0 AND p."DisabledAt" IS NULL""", team);

        await lane.DoAsync(Ticket, id, number, Subject, team, by.Id, customer[1], version, at, Excerpt(words), Hash);
        await lane.DoAsync(Event, id, 1, 2, at, by.Id, 1, command, version, 0, null, null, null, message, "{}", Hash);
        await lane.DoAsync(Event, id, 2, 0, at, by.Id, 1, command, version, 0, null, null, null, null, """{"channel":"portal","priority":"normal"}""", Hash);
        await lane.DoAsync(Event, id, 3, 1, at, by.Id, 1, command, version, 1, "start", null, "open", null, "{}", Hash);
        await lane.DoAsync(Message, message, id, 1, by.Id, true, words, at);
        await lane.DoAsync(Timer, database.NewId(), id, 1, "unassigned", 1, database.At(now.AddHours(4)));
        await lane.DoAsync(Mail, database.NewId(), "received", by.Id, by.Name, by.Email, id, 3, null, at, 1);
        await lane.DoAsync(Unindexed, number);
        foreach (var member in members) await lane.DoAsync(Mail, database.NewId(), "new-request", member[0], member[1], member[2], id, 3, null, at, 2);
        return await lane.DoAsync(Handled, command, by.Id, number, at);
    }

    /// <summary>The message, its event and its mail.</summary>
    public static async Task<int> ReplyAsync(IDatabase database, Lane lane, Known by, long number, string words)
    {
        var (command, message, at) = (database.NewId(), database.NewId(), database.At(DateTimeOffset.UtcNow));
        await lane.RowsAsync(IsHandled, command, by.Id);
        if (await lane.RowsAsync(TicketSeen, by.Id, number) is not [var ticket]) return 0;
        var (id, sequence) = (ticket[0], (int)Convert.ToInt64(ticket[1], System.Globalization.CultureInfo.InvariantCulture) + 1);
        await lane.RowsAsync(Calendars);
        await lane.RowsAsync(FollowersOf, id);
        await lane.DoAsync("""UPDATE "Tickets" SET "Excerpt" = @p0, "LastAgentMessageAt" = @p1, "ChangedAt" = @p1, "LastSequence" = @p2, "LastHash" = @p5 WHERE "Id" = @p3 AND "LastSequence" = @p4""", Excerpt(words), at, sequence, id, ticket[1], Hash);
        await lane.DoAsync(Event, id, sequence, 2, at, by.Id, 2, command, ticket[3], ticket[2], null, null, null, message, "{}", Hash);
        await lane.DoAsync(Message, message, id, sequence, by.Id, false, words, at);
        await lane.DoAsync(Unindexed, number);
        await lane.DoAsync(Mail, database.NewId(), "reply", ticket[5], ticket[6], ticket[7], id, sequence, message, at, 0);
        return await lane.DoAsync(Handled, command, by.Id, number, at);
    }

    /// <summary>A reply, and with it the step: its event, the new state and the timers of the new stay.</summary>
    public static async Task<int> StepAsync(IDatabase database, Lane lane, Known by, long number, string to, string words)
    {
        var (command, message, now) = (database.NewId(), database.NewId(), DateTimeOffset.UtcNow);
        var at = database.At(now);
        await lane.RowsAsync(IsHandled, command, by.Id);
        if (await lane.RowsAsync(TicketSeen, by.Id, number) is not [var ticket]) return 0;
        var (id, sequence, entry) = (ticket[0], (int)Convert.ToInt64(ticket[1], System.Globalization.CultureInfo.InvariantCulture) + 1, (int)Convert.ToInt64(ticket[2], System.Globalization.CultureInfo.InvariantCulture) + 1);
        await lane.RowsAsync(Calendars);
        await lane.RowsAsync(FollowersOf, id);
        var resolves = to == "resolved";
        var fields = resolves ? """{"resolution":"fixed"}""" : "{}";
        await lane.DoAsync("""
            UPDATE "Tickets" SET "State" = @p0, "Phase" = @p1, "Entry" = @p2, "EnteredAt" = @p3, "OverdueSince" = NULL, "Fields" = @p4, "Revision" = "Revision" + 1, "Excerpt" = @p5, "LastAgentMessageAt" = @p3, "ChangedAt" = @p3, "LastSequence" = @p6, "LastHash" = @p9
            WHERE "Id" = @p7 AND "LastSequence" = @p8
            """, to, resolves ? 4 : 2, entry, at, fields, Excerpt(words), sequence + 1, id, ticket[1], Hash);
        await lane.DoAsync(Event, id, sequence, 2, at, by.Id, 2, command, ticket[3], ticket[2], null, null, null, message, "{}", Hash);
        await lane.DoAsync(Event, id, sequence + 1, 1, at, by.Id, 2, command, ticket[3], entry, resolves ? "resolve" : "ask", resolves ? "pending" : "assigned", to, null, fields, Hash);
        await lane.DoAsync(Message, message, id, sequence, by.Id, false, words, at);
        if (resolves)
        {
            await lane.DoAsync(Timer, database.NewId(), id, entry, "survey", 1, database.At(now.AddHours(1)));
            await lane.DoAsync(Timer, database.NewId(), id, entry, "close", 1, database.At(now.AddDays(5)));
        }
        else
        {
            await lane.DoAsync(Timer, database.NewId(), id, entry, "remind", 1, database.At(now.AddDays(2)));
            await lane.DoAsync(Timer, database.NewId(), id, entry, "remind", 2, database.At(now.AddDays(4)));
            await lane.DoAsync(Timer, database.NewId(), id, entry, "give-up", 1, database.At(now.AddDays(7)));
        }
        await lane.DoAsync(Unindexed, number);
        await lane.DoAsync(Mail, database.NewId(), "reply", ticket[5], ticket[6], ticket[7], id, sequence, message, at, 0);
        return await lane.DoAsync(Handled, command, by.Id, number, at);
    }

    private static string Excerpt(string words) => words.Length <= 160 ? words : words[..160];
}
