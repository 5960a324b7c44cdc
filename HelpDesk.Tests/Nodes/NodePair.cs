using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using HelpDesk.Web.Mailroom.Outgoing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.Extensions.Time.Testing;

namespace HelpDesk.Tests.Nodes;

/// <summary>Two houses on one PostgreSQL database, whichever database the run is on.</summary>
internal sealed class NodePair : IAsyncDisposable
{
    private NodePair(string database, IMailCarrier? carrier)
    {
        var settings = new Dictionary<string, string> { ["HelpDesk:Database"] = nameof(DatabaseKind.PostgreSql), ["ConnectionStrings:HelpDesk"] = database };
        One = new(settings) { Clock = Clock, Carrier = carrier };
        Other = new(settings) { Clock = Clock, Carrier = carrier };
    }

    public FakeTimeProvider Clock { get; } = new(TestHouse.Monday);
    public TestHouse One { get; }
    public TestHouse Other { get; }

    /// <summary>Both start at the same moment, on a database that nobody has touched.</summary>
    public static async Task<NodePair> OpenAsync(IMailCarrier? carrier = null)
    {
        PostgresServer.IsNeeded("two nodes on one database");
        var pair = new NodePair(TestDatabase.Empty(), carrier);
        await Task.WhenAll(Task.Run(pair.One.GetCastAsync), Task.Run(pair.Other.GetCastAsync));
        return pair;
    }

    /// <summary>One browser at both nodes, as behind a load balancer: what is signed in at one is so at the other.</summary>
    public async Task<(Visitor AtOne, Visitor AtOther)> SignedInAsync(string email)
    {
        var jar = new System.Net.CookieContainer();
        var (atOne, atOther) = (At(One, jar), At(Other, jar));
        var page = await (await atOne.GetAsync("/signin")).Form("/signin").Fill("Email", email).Fill("Password", Cast.Password).SubmitAsync();
        Xunit.Assert.True(page.IsRedirect, page.Text);
        return (atOne, atOther);
    }

    public async ValueTask DisposeAsync()
    {
        await One.DisposeAsync();
        await Other.DisposeAsync();
    }

    private static Visitor At(TestHouse house, System.Net.CookieContainer jar) => new(house.CreateDefaultClient(house.Address, new CookieContainerHandler(jar)));
}
