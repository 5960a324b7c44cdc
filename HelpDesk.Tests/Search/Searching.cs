using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Search;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Web.Timetable;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Search;

/// <summary>What the cast files and looks for, without its pages.</summary>
internal static class Searching
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Task<Caller> CallerAsync(this TestHouse house, string email) =>
        house.ReadAsync(db => db.Users.Where(p => p.Email == email).Select(p => new Caller(p.Id, p.Roles)).SingleAsync(Ct));

    /// <summary>The numbers that somebody finds at the desk, in their order.</summary>
    public static async Task<long[]> FindsAsync(this TestHouse house, string staff, string typed, SearchFilter? filter = null) =>
        [.. (await house.HitsAsync(staff, typed, filter)).Shown.Select(hit => hit.Number)];

    /// <summary>The numbers that a customer finds in the portal.</summary>
    public static async Task<long[]> FindsInPortalAsync(this TestHouse house, string customer, string typed) =>
        [.. (await house.HitsInPortalAsync(customer, typed)).Shown.Select(hit => hit.Number)];

    /// <summary>Lets the index follow what was committed, as it does by itself where jobs run.</summary>
    public static Task IndexAsync(this TestHouse house) => house.Services.GetRequiredService<DueIndexing>().RunAsync(Ct);

    public static async Task<Hits> HitsAsync(this TestHouse house, string staff, string typed, SearchFilter? filter = null, SearchPlace? after = null)
    {
        await house.IndexAsync();
        return await HitsSoFarAsync(house, staff, typed, filter, after);
    }

    /// <summary>What is found while something waits for the index.</summary>
    public static async Task<Hits> HitsSoFarAsync(this TestHouse house, string staff, string typed, SearchFilter? filter = null, SearchPlace? after = null)
    {
        var caller = await house.CallerAsync(staff);
        filter ??= new();
        return await InAsync(house, async (db, search) =>
            await search.FindAsync(Read(typed), await SearchScope.AtDeskAsync(db, caller, filter, Ct), caller, after ?? SearchPlace.Begin, Ct));
    }

    public static async Task<Hits> HitsInPortalAsync(this TestHouse house, string customer, string typed)
    {
        await house.IndexAsync();
        var caller = await house.CallerAsync(customer);
        return await InAsync(house, async (db, search) => await search.FindAsync(Read(typed), await SearchScope.InPortalAsync(db, caller, Ct), caller, SearchPlace.Begin, Ct));
    }

    /// <summary>What the index alone answers, without the look at who may see it: it must be right by itself.</summary>
    public static async Task<long[]> IndexedAsync(this TestHouse house, string email, string typed, bool inPortal)
    {
        await house.IndexAsync();
        var caller = await house.CallerAsync(email);
        await using var scope = house.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HelpDeskDb>();
        var where = inPortal ? await SearchScope.InPortalAsync(db, caller, Ct) : await SearchScope.AtDeskAsync(db, caller, new(), Ct);
        return [.. await house.Services.GetRequiredService<IFullText>().FindAsync(db, Read(typed), where, long.MaxValue, 100, Ct)];
    }

    public static async Task<long> FiledAsync(this TestHouse house, string customer, string subject, string body)
    {
        var caller = await house.CallerAsync(customer);
        var request = new NewRequest(caller.Id, subject, body, "normal", Channel.Portal, null, []);
        return Assert.IsType<Answer.Done>(await house.Commands().FileAsync(request, caller, Roles.Customer, CommandId.New(), Ct)).Number;
    }

    public static async Task RepliedAsync(this TestHouse house, string staff, long number, string words)
    {
        var caller = await house.CallerAsync(staff);
        Assert.IsType<Answer.Done>(await house.Commands().ReplyAsync(VisibleTicket.AtDesk(caller, number), words, [], caller, Roles.Agent, CommandId.New(), Ct));
    }

    public static async Task NotedAsync(this TestHouse house, string staff, long number, string words)
    {
        var caller = await house.CallerAsync(staff);
        Assert.IsType<Answer.Done>(await house.Commands().NoteAsync(VisibleTicket.AtDesk(caller, number), words, [], caller, Roles.Agent, CommandId.New(), Ct));
    }

    public static async Task EditedAsync(this TestHouse house, long number, string field, string? value)
    {
        var mia = await house.CallerAsync(Cast.Mia);
        var revision = (await house.TicketAsync(number)).Revision;
        var fields = ImmutableSortedDictionary<string, FieldValue>.Empty.Add(field, FieldValue.Of(value));
        Assert.IsType<Answer.Done>(await house.Commands().EditAsync(VisibleTicket.AtDesk(mia, number), fields, revision, mia, Roles.Manager, CommandId.New(), Ct));
    }

    /// <summary>Moves a ticket to the team that only its members see.</summary>
    public static async Task ToPrivateTeamAsync(this TestHouse house, long number) =>
        await house.EditedAsync(number, BuiltInFields.Team, (await house.ReadAsync(db => db.Teams.Where(t => t.IsPrivate).Select(t => t.Id).SingleAsync(Ct))).ToString());

    public static Task<T> WriteAsync<T>(this TestHouse house, Func<HelpDeskDb, CancellationToken, Task<T>> command) =>
        house.Services.GetRequiredService<Writes>().DoAsync(command, OnConflict.DecideAnew, Ct);

    public static TicketCommands Commands(this TestHouse house) => house.Services.GetRequiredService<TicketCommands>();

    public static SearchQuery Read(string typed) => SearchQuery.Read(typed).Query ?? throw new InvalidOperationException($"{typed}: {SearchQuery.Read(typed).Fault}");

    private static async Task<Hits> InAsync(TestHouse house, Func<HelpDeskDb, TicketSearch, Task<Hits>> find)
    {
        await using var scope = house.Services.CreateAsyncScope();
        return await find(scope.ServiceProvider.GetRequiredService<HelpDeskDb>(), scope.ServiceProvider.GetRequiredService<TicketSearch>());
    }
}
