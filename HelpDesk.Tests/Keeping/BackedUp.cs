using HelpDesk.Tests.House;
using HelpDesk.Web.Backups;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Keeping;

/// <summary>A desk that is worth a backup, and how one is made and refused.</summary>
internal static class BackedUp
{
    /// <summary>A pending ticket with a file, its last mails owed and not sent.</summary>
    public static async Task<(long Number, string Hash)> UsedAsync(TestHouse house)
    {
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await house.AssignedTicketAsync(carl, sasha);
        Assert.True((await (await carl.GetAsync($"/portal/tickets/{number}")).Form($"/portal/tickets/{number}/replies").Fill("body", "See the log.").Attach("files", "log.txt", "It prints stripes."u8.ToArray()).SubmitAsync()).IsRedirect);
        await sasha.DoesAsync(number, "ask", ("reply", "Which printer is it?"));
        return (number, await house.ReadAsync(db => db.Attachments.Select(a => a.Sha256).SingleAsync()));
    }

    public static Task<BackupManifest> BackUpAsync(TestHouse house, string file) => house.Services.GetRequiredService<Backups>().SaveAsync(file, CancellationToken.None);

    public static async Task<string> RefusedAsync(string home, params string[] words)
    {
        var ran = await Ran.VerbAsync(home, words);
        Assert.True(ran.Status == 1, $"{ran.Status} {ran.Output} {ran.Error}");
        return ran.Error;
    }
}
