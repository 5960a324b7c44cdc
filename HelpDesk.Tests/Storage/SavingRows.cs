using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Postgres;
using HelpDesk.Domain.Storage.Saving;
using HelpDesk.Domain.Storage.Sqlite;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Tests.House;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Xunit;

namespace HelpDesk.Tests.Storage;

/// <summary>The rows that a command leaves are written as EF would write them.</summary>
public sealed class SavingRows : IAsyncLifetime
{
    private readonly TempDirectory byUs = new();
    private readonly TempDirectory byEf = new();
    private NpgsqlDataSource? server;
    private readonly MadeUpRows made = new();
    private readonly ConcurrentQueue<string> writtenByEf = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_table_is_plain_but_these()
    {
        using var db = Ours();
        var left = db.Model.GetEntityTypes().Where(entity => PlainOf(db, entity) is null).Select(entity => entity.ShortName()).Order(StringComparer.Ordinal);
        Assert.Equal(TestDatabase.IsPostgreSql ? ["DataProtectionKey", "IdentityUserClaim", "KeptFile", "Mailbox", "UnindexedTicket"] : ["IdentityUserClaim", "Mailbox", "UnindexedTicket"], left);
    }

    /// <summary>Of each kind one row with every value that it may have, and one without those that it need not have; then all of them changed.</summary>
    [Fact]
    public async Task Added_and_changed_rows_are_those_that_EF_writes()
    {
        await using var ours = Ours();
        await using var efs = TestDatabase.Open(byEf.Path);
        await WithoutForeignKeysAsync(ours);
        await WithoutForeignKeysAsync(efs);
        await using var us = await BeginAsync(ours, asCommand: true);
        await using var ef = await BeginAsync(efs, asCommand: false);

        var kinds = ours.Model.GetEntityTypes().Where(entity => PlainOf(ours, entity) is not null).Select(entity => entity.Name).ToList();
        foreach (var kind in kinds)
            foreach (var withAll in (bool[])[true, false])
            {
                var values = made.Values(ours.Model.FindEntityType(kind)!, withAll);
                foreach (var db in (HelpDeskDb[])[ours, efs]) Add(db, kind, values);
            }
        await ours.SaveChangesAsync(Ct);
        await efs.SaveChangesAsync(Ct);
        var added = await SameAsync(ours, efs, kinds);

        foreach (var kind in kinds)
        {
            var changeable = Changeable(ours, kind);
            if (changeable.Count == 0) continue;
            foreach (var (one, other) in ours.ChangeTracker.Entries().Where(e => e.Metadata.Name == kind).Zip(efs.ChangeTracker.Entries().Where(e => e.Metadata.Name == kind)))
                foreach (var property in changeable)
                {
                    // The other way round: what had a value loses it.
                    var before = one.Property(property.Name).CurrentValue;
                    var value = property.IsNullable && before is not null ? null : made.Other(property.ClrType, before);
                    one.Property(property.Name).CurrentValue = value;
                    other.Property(property.Name).CurrentValue = value;
                }
        }
        await ours.SaveChangesAsync(Ct);
        await efs.SaveChangesAsync(Ct);
        var changed = await SameAsync(ours, efs, kinds);
        Assert.All(kinds.Where(kind => Changeable(ours, kind).Count > 0), kind => Assert.Empty(added[kind].Intersect(changed[kind])));
        Assert.Empty(writtenByEf);
    }

    [Fact]
    public async Task What_is_pointed_at_comes_first_in_whatever_order_it_was_added()
    {
        await using var db = Ours();
        await using var transaction = await BeginAsync(db, asCommand: true);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var ticket = Values<Ticket>(db);
        var message = Values<TicketMessage>(db);
        var person = Values<Person>(db);
        var version = Values<WorkflowVersion>(db);
        var team = Values<Team>(db);
        message["TicketId"] = ticket["Id"];
        ticket["TeamId"] = team["Id"];
        ticket["CustomerId"] = person["Id"];
        ticket["WorkflowVersionId"] = version["Id"];
        Add<TicketMessage>(db, message);
        Add<Ticket>(db, ticket);
        Add<WorkflowVersion>(db, version);
        Add<Person>(db, person);
        Add<Team>(db, team);
        Assert.Equal(5, await db.SaveChangesAsync(Ct));
        Assert.Empty(writtenByEf);
        Assert.Equal(1, await db.TicketMessages.CountAsync(m => m.TicketId == (TicketId)ticket["Id"]!, Ct));
    }

    [Fact]
    public async Task A_row_that_somebody_else_changed_is_not_written()
    {
        await using var db = Ours();
        await WithoutForeignKeysAsync(db);
        await using var transaction = await BeginAsync(db, asCommand: true);
        foreach (var withAll in (bool[])[true, false]) Add<OutboxMail>(db, Values<OutboxMail>(db, withAll));
        await db.SaveChangesAsync(Ct);
        // A lease is nothing, or somebody's: both are compared.
        foreach (var mail in db.ChangeTracker.Entries<OutboxMail>().ToList())
        {
            mail.Property(m => m.Attempts).CurrentValue = 7;
            Assert.Equal(1, await db.SaveChangesAsync(Ct));
            await db.Outbox.Where(m => m.Id == mail.Entity.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.Lease, (Guid)made.Value(typeof(Guid))), Ct);
            mail.Property(m => m.Attempts).CurrentValue = 8;
            var trouble = await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync(Ct));
            Assert.Same(mail.Entity, Assert.Single(trouble.Entries).Entity);
            Assert.Empty(writtenByEf);
            Assert.True(Conflicts.IsConflict(trouble));
            Assert.Equal("A row of OutboxMail is no longer as it was read.", trouble.Message);
            mail.State = EntityState.Detached;
        }
        Assert.Equal([7, 7], await db.Outbox.Select(m => m.Attempts).ToListAsync(Ct));
    }

    [Fact]
    public async Task A_value_that_must_not_be_twice_is_a_conflict()
    {
        await using var db = Ours();
        await using var transaction = await BeginAsync(db, asCommand: true);
        foreach (var _ in (int[])[1, 2])
        {
            var values = Values<Team>(db);
            values["Name"] = "Support";
            Add<Team>(db, values);
        }
        var trouble = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Ct));
        Assert.True(Conflicts.IsConflict(trouble));
        Assert.StartsWith("What was changed could not be written: ", trouble.Message, StringComparison.Ordinal);
        Assert.All(trouble.Entries, entry => Assert.IsType<Team>(entry.Entity));
    }

    /// <summary>EF finds out which row has to be written first.</summary>
    [Fact]
    public async Task A_name_passes_from_a_team_that_changes_or_goes_to_a_new_one()
    {
        await using var db = Ours();
        await using var transaction = await BeginAsync(db, asCommand: true);
        Team Named(string name)
        {
            var values = Values<Team>(db);
            values["Name"] = name;
            return Add<Team>(db, values);
        }
        var (first, second) = (Named("Support"), Named("Sales"));
        await db.SaveChangesAsync(Ct);
        db.Entry(first).Property(t => t.Name).CurrentValue = "Helpers";
        Named("Support");
        db.Remove(second);
        Named("Sales");
        Assert.Empty(writtenByEf);
        Assert.Equal(4, await db.SaveChangesAsync(Ct));
        Assert.NotEmpty(writtenByEf);
        Assert.Equal(["Helpers", "Sales", "Support"], (await db.Teams.AsNoTracking().Select(t => t.Name).ToListAsync(Ct)).Order(StringComparer.Ordinal));
    }

    public async ValueTask InitializeAsync()
    {
        foreach (var directory in (TempDirectory[])[byUs, byEf])
        {
            TestDatabase.PlaceEmpty(directory.Path);
            await using var db = TestDatabase.Open(directory.Path);
            await Migrator.MigrateAsync(db, Ct);
        }
        if (TestDatabase.IsPostgreSql) server = PostgresDb.Connect(TestDatabase.For(byUs.Path));
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        foreach (var directory in (TempDirectory[])[byUs, byEf])
        {
            TestDatabase.Drop(directory.Path);
            directory.Dispose();
        }
    }

    /// <summary>As the product configures it.</summary>
    private HelpDeskDb Ours()
    {
        if (server is not null)
        {
            var onServer = new DbContextOptionsBuilder<PostgresDb>();
            PostgresDb.Use(onServer, server);
            onServer.AddInterceptors(new EfsWriting(writtenByEf));
            return new PostgresDb(onServer.Options);
        }
        var options = new DbContextOptionsBuilder<SqliteDb>();
        SqliteDb.Use(options, new SqliteConnectionStringBuilder { DataSource = Path.Combine(byUs.Path, "helpdesk.db"), Pooling = false }.ConnectionString);
        options.AddInterceptors(new EfsWriting(writtenByEf));
        return new SqliteDb(options.Options);
    }

    private static async Task<IDbContextTransaction> BeginAsync(HelpDeskDb db, bool asCommand)
    {
        db.Database.AutoSavepointsEnabled = !asCommand;
        return await db.BeginAsync(Ct);
    }

    private static async Task WithoutForeignKeysAsync(HelpDeskDb db)
    {
        await db.Database.OpenConnectionAsync(Ct);
        await db.Database.ExecuteSqlRawAsync(TestDatabase.IsPostgreSql ? "SET session_replication_role = replica" : "PRAGMA foreign_keys=OFF", Ct);
    }

    private static PlainTable? PlainOf(HelpDeskDb db, IEntityType entity) => PlainTable.Of(entity, db.GetService<ISqlGenerationHelper>());

    private Dictionary<string, object?> Values<T>(HelpDeskDb db, bool withAll = false) => made.Values(db.Model.FindEntityType(typeof(T))!, withAll);

    private static T Add<T>(HelpDeskDb db, Dictionary<string, object?> values) => (T)Add(db, typeof(T).FullName!, values);

    private static object Add(HelpDeskDb db, string kind, Dictionary<string, object?> values)
    {
        var entity = db.Model.FindEntityType(kind)!;
        var row = RuntimeHelpers.GetUninitializedObject(entity.ClrType);
        var entry = db.Entry(row);
        foreach (var (name, value) in values) entry.Property(name).CurrentValue = value;
        entry.State = EntityState.Added;
        return row;
    }

    // Neither keys nor what must not be twice, which EF writes.
    private static List<IProperty> Changeable(HelpDeskDb db, string kind) =>
        [.. db.Model.FindEntityType(kind)!.GetProperties().Where(property => !property.IsKey() && !property.GetContainingIndexes().Any(index => index.IsUnique))];

    private static async Task<Dictionary<string, List<string>>> SameAsync(HelpDeskDb ours, HelpDeskDb efs, List<string> kinds)
    {
        var all = new Dictionary<string, List<string>>();
        foreach (var kind in kinds)
        {
            var entity = ours.Model.FindEntityType(kind)!;
            var (expected, actual) = (await RowsAsync(efs, entity), await RowsAsync(ours, entity));
            Assert.Equal(2, expected.Count);
            Assert.Equal(expected, actual);
            all[kind] = actual;
        }
        return all;
    }

    // Each value with its type.
    private static async Task<List<string>> RowsAsync(HelpDeskDb db, IEntityType entity)
    {
        var columns = entity.GetProperties().Select(property => $"\"{property.GetColumnName()}\"");
        var row = TestDatabase.IsPostgreSql ? "to_jsonb(t)::text" : string.Join(" || ',' || ", columns.Select(column => $"typeof({column}) || ' ' || quote({column})"));
        var asked = $"SELECT {row} AS \"Value\" FROM \"{entity.GetTableName()}\" AS t ORDER BY 1";
        return await db.Database.SqlQueryRaw<string>(asked).ToListAsync(Ct);
    }

    private sealed class EfsWriting(ConcurrentQueue<string> written) : DbCommandInterceptor
    {
        public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
        {
            if (eventData.CommandSource == CommandSource.SaveChanges) written.Enqueue(result.CommandText);
            return result;
        }
    }
}
