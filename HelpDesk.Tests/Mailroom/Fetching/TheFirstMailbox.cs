using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Reactions;
using HelpDesk.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Fetching;

/// <summary>The mailbox that the settings name.</summary>
public sealed class TheFirstMailbox
{
    private static Dictionary<string, string> Named(string user) => new()
    {
        ["HelpDesk:Mail:Smtp:From"] = "Acme Help <help@acme.test>",
        ["HelpDesk:Mail:Inbox:Host"] = "imap.acme.test",
        ["HelpDesk:Mail:Inbox:Security"] = "starttls",
        ["HelpDesk:Mail:Inbox:Port"] = "143",
        ["HelpDesk:Mail:Inbox:User"] = user,
        ["HelpDesk:Mail:Inbox:Password"] = "a secret",
        ["HelpDesk:Mail:Inbox:Folder"] = "Support",
        ["HelpDesk:Mail:Inbox:Poll"] = "30",
    };

    [Fact]
    public async Task It_is_made_once_switched_on_for_the_default_team()
    {
        using var directory = new TempDirectory();
        for (var start = 0; start < 2; start++)
        {
            await using var house = new TestHouse(Named("support@acme.test"), directory.Path);
            var mailbox = await OnlyAsync(house);
            Assert.Equal(("support@acme.test", "imap.acme.test", 143, LineSecurity.StartTls, "Support", 30, true), (mailbox.Address, mailbox.Line.Host, mailbox.Line.Port, mailbox.Line.Security, mailbox.Line.Folder, mailbox.Line.PollSeconds, mailbox.IsOn));
            Assert.Equal("a secret", house.Services.GetRequiredService<ITokenSeal>().Open(mailbox.Line.SealedPassword!));
            Assert.True(await house.ReadAsync(db => db.Teams.Where(t => t.Id == mailbox.TeamId).Select(t => t.IsDefault).SingleAsync()));
        }
    }

    [Fact]
    public async Task Where_the_user_name_is_no_address_it_has_the_one_that_the_desk_writes_from()
    {
        await using var house = new TestHouse(Named("acme-support"));
        var mailbox = await OnlyAsync(house);
        Assert.Equal(("help@acme.test", "acme-support"), (mailbox.Address, mailbox.Line.User));
    }

    private static async Task<Mailbox> OnlyAsync(TestHouse house)
    {
        await house.GetCastAsync();
        return await house.ReadAsync(db => db.Mailboxes.AsNoTracking().SingleAsync());
    }
}
