using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Mailroom;
using HelpDesk.Web.Timetable;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Timetable;

public sealed class KeepingHouse
{
    [Fact]
    public async Task Answers_to_commands_are_kept_for_thirty_days()
    {
        await using var house = await MailroomHouse.OpenAsync(new ScriptedCarrier());
        var now = house.Clock.GetUtcNow();
        await house.WriteAsync((db, _) =>
        {
            for (var i = 0; i < 2500; i++) db.HandledCommands.Add(new HandledCommand(CommandId.New(), null, 1001, now - TimeSpan.FromDays(31)));
            db.HandledCommands.Add(new HandledCommand(CommandId.New(), null, 1001, now - HandledCommand.Kept));
            return Task.FromResult(true);
        });
        await house.Get<Housekeeping>().RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, await house.ReadAsync(db => db.HandledCommands.CountAsync()));
    }
}
