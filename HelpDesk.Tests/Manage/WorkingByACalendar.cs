using System.Net;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Workflows;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static HelpDesk.Tests.Manage.Studio.ChangingAWorkflow;

namespace HelpDesk.Tests.Manage;

/// <summary>Mia says when people work, and what is set from then on counts by it.</summary>
public sealed class WorkingByACalendar
{
    private const string Path = "/manage/calendars";

    [Fact]
    public async Task Hours_and_holidays_count_for_what_is_set_from_then_on()
    {
        await using var house = await RunningServiceLevels.HouseAsync();
        var (carl, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Mia));
        var before = await carl.FilesAsync();
        Assert.Equal(TestHouse.Monday.AddHours(4), (await house.TicketAsync(before)).ClockDueAt);

        // The desk opens at ten, on no Tuesday, and the Wednesday is a holiday: four hours from Monday 09:00 are over on Monday at 14:00.
        var form = (await mia.GetAsync($"{Path}/business")).Form($"{Path}/business");
        Assert.Equal("Business hours", form["name"]);
        Assert.Equal(("09:00", "17:00", ""), (form["from[0]"], form["to[0]"], form["from[5]"]));
        var saved = await form.Fill("from[0]", "10:00").Fill("to[0]", "12:00").Fill("from[1]", "").Fill("to[1]", "").Fill("holidays", "2036-03-05 Founders' day\n\n2036-12-25").SubmitAsync();
        Assert.True(saved.IsRedirect, saved.Text);
        var after = await carl.FilesAsync("Another one");
        Assert.Equal(TestHouse.Monday.AddDays(3).AddHours(2), (await house.TicketAsync(after)).Clocks["first-reply"].DueAt);
        Assert.Equal(TestHouse.Monday.AddHours(4), (await house.TicketAsync(before)).ClockDueAt);
        var list = (await mia.GetAsync(Path)).Text;
        Assert.Contains("5 Mar 2036 · Founders' day", list);
        Assert.Contains("not at work", list);
        Assert.Contains("support", list);

        // As it was shipped again.
        await (await mia.GetAsync($"{Path}/business")).Form($"{Path}/business/deletion").SubmitAsync();
        var again = await carl.FilesAsync("A third one");
        Assert.Equal(TestHouse.Monday.AddHours(4), (await house.TicketAsync(again)).ClockDueAt);
    }

    [Fact]
    public async Task A_new_calendar_is_chosen_in_the_studio_and_stays_while_a_workflow_names_it()
    {
        await using var house = new TestHouse();
        var (carl, mia) = (await house.SignedInAsync(Cast.Carl), await BegunAsync(house, Cast.Mia));
        var made = await (await mia.GetAsync($"{Path}/new")).Form($"{Path}/new").Fill("name", "Tokyo nights").Fill("zone", "Asia/Tokyo").Fill("from[0]", "20:00").Fill("to[0]", "23:30").SubmitAsync();
        Assert.True(made.IsRedirect, made.Text);
        Assert.Contains("Working hours: Tokyo nights", (await mia.GetAsync("/manage/workflows/support/draft?at=states/open/timers/unassigned")).Text);
        await SaveAsync(mia, "states/open/timers/unassigned", form => form.Fill("calendar", "tokyo-nights"));
        var inUse = await (await (await mia.GetAsync($"{Path}/tokyo-nights")).Form($"{Path}/tokyo-nights/deletion").SubmitAsync()).FollowAsync();
        Assert.Contains("A workflow names it, so it stays", inUse.Text);
        await (await mia.GetAsync("/manage/workflows/support/publication")).Form("/manage/workflows/support/publication").Fill("reason", "The night shift answers.").SubmitAsync();

        // Monday 09:00 in UTC is 18:00 in Tokyo: three and a half hours tonight, the rest on Tuesday from nine.
        var number = await carl.FilesAsync();
        var due = await house.ReadAsync(db => db.TicketTimers.Where(t => db.Tickets.Any(x => x.Id == t.TicketId && x.Number == number) && t.Key == "unassigned").Select(t => t.DueAt).SingleAsync());
        Assert.Equal(new DateTimeOffset(TestHouse.Monday.Date.AddDays(1), TimeSpan.FromHours(9)).AddHours(9.5), due);
    }

    [Fact]
    public async Task Bad_input_is_told_by_line_and_field_and_nothing_typed_is_lost()
    {
        await using var house = new TestHouse();
        var mia = await house.SignedInAsync(Cast.Mia);
        var bad = await (await mia.GetAsync($"{Path}/new")).Form($"{Path}/new").Fill("name", " ").Fill("from[2]", "17:00").Fill("to[2]", "09:00").Fill("holidays", "2026-12-25 Christmas Day\nEaster").Forge("zone", "Mars/Base").SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.Status);
        foreach (var sentence in new[] { "Write a name", "Choose a time zone.", "Wednesday: write when work begins", "Line 2 is no date" }) Assert.Contains(sentence, bad.Text);
        var form = bad.Form($"{Path}/new");
        Assert.Equal(("17:00", "09:00", "2026-12-25 Christmas Day\nEaster"), (form["from[2]"], form["to[2]"], form["holidays"].ReplaceLineEndings("\n").Trim()));
        for (var day = 0; day < 7; day++) form.Fill($"from[{day}]", "").Fill($"to[{day}]", "");
        var idle = await form.Fill("name", "Never").Fill("zone", "UTC").Fill("holidays", "").SubmitAsync();
        Assert.Contains("Write hours for at least one day", idle.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await mia.GetAsync($"{Path}/nights")).Status);
        Assert.Equal(0, await house.ReadAsync(db => db.DeskCalendars.CountAsync()));
    }
}
