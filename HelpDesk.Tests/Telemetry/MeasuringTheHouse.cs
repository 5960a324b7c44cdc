using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom;
using HelpDesk.Web.Mailroom.Outgoing;
using HelpDesk.Web.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Telemetry;

/// <summary>What the instruments say is so, and asking them costs the database nothing.</summary>
public sealed class MeasuringTheHouse
{
    [Fact]
    public async Task Queues_are_told_with_their_depth_and_the_age_of_the_oldest()
    {
        await using var house = new TestHouse();
        await (await house.SignedInAsync(Cast.Carl)).FilesAsync();
        house.Clock.Advance(TimeSpan.FromMinutes(7));
        var due = await house.ReadAsync(db => db.DueMails(house.Clock.GetUtcNow()).CountAsync());
        Assert.True(due > 0);
        Assert.Empty(Read(house, "helpdesk.queue.depth")); // nobody has looked yet: unknown is not zero

        await house.Services.GetRequiredService<HouseWatch>().LookAsync(CancellationToken.None);
        house.Queries.Reset();
        Assert.Equal(due, Read(house, "helpdesk.queue.depth")["mails"]);
        Assert.Equal(420, Read(house, "helpdesk.queue.oldest")["mails"]);
        Assert.Equal(0, Read(house, "helpdesk.queue.depth")["incoming"]);
        Assert.Equal(1, Read(house, "helpdesk.part.red")["mail"]);
        Assert.Equal(0, Read(house, "helpdesk.part.red")["database"]);
        Assert.Equal(0, house.Queries.Count);

        await house.SettleAsync();
        await house.Services.GetRequiredService<HouseWatch>().LookAsync(CancellationToken.None);
        Assert.Equal(0, Read(house, "helpdesk.queue.depth")["mails"]);
        Assert.Equal(0, Read(house, "helpdesk.part.red")["mail"]);
    }

    [Fact]
    public async Task A_mail_about_spam_that_was_put_off_tells_nothing_of_the_server()
    {
        await using var house = new TestHouse { Carrier = new ScriptedCarrier { Answer = _ => Task.FromResult<HandOver>(new HandOver.Stuck("Connection refused")) } };
        var number = await (await house.SignedInAsync(Cast.Carl)).FilesAsync();
        await house.SettleAsync();
        await house.Services.GetRequiredService<HouseWatch>().LookAsync(CancellationToken.None);
        Assert.Equal(1, Read(house, "helpdesk.part.red")["mail"]);

        var page = await (await house.SignedInAsync(Cast.Sasha)).GetAsync($"/desk/tickets/{number}");
        Assert.True((await page.Form($"/desk/tickets/{number}/spam").SubmitAsync()).IsRedirect);
        await house.Services.GetRequiredService<HouseWatch>().LookAsync(CancellationToken.None);
        Assert.Equal(0, Read(house, "helpdesk.part.red")["mail"]);
    }

    [Fact]
    public async Task Writes_are_counted_as_they_are_committed()
    {
        await using var house = new TestHouse();
        await house.GetCastAsync();
        long counted = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) => { if (instrument.Name == "helpdesk.writes") self.EnableMeasurementEvents(instrument); };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref counted, value));
        listener.Start();
        var writes = house.Services.GetRequiredService<Writes>();
        var before = writes.Count;
        await (await house.SignedInAsync(Cast.Carl)).FilesAsync();
        // Other tests' houses count into the same instrument at the same time.
        Assert.True(Interlocked.Read(ref counted) >= writes.Count - before && writes.Count > before);
    }

    [Fact]
    public async Task The_house_is_looked_at_from_time_to_time()
    {
        await using var house = new TestHouse(new() { ["HelpDesk:Telemetry:Interval"] = "30" });
        await house.GetCastAsync();
        var watch = house.Services.GetRequiredService<HouseWatch>();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (watch.Latest is null) await Task.Delay(20, patience.Token);
        while (watch.Latest.At != TestHouse.Monday + TimeSpan.FromMinutes(1))
        {
            house.Clock.Advance(TestHouse.Monday + TimeSpan.FromMinutes(1) - house.Clock.GetUtcNow());
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>What an instrument of this house says, by its tag.</summary>
    private static ConcurrentDictionary<string, double> Read(TestHouse house, string name)
    {
        var found = new ConcurrentDictionary<string, double>();
        var ours = house.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) => { if (instrument.Name == name && ReferenceEquals(instrument.Meter.Scope, ours)) self.EnableMeasurementEvents(instrument); };
        void Keep(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => found[tags.Length == 0 ? "" : (string)tags[0].Value!] = value;
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Keep(value, tags));
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) => Keep(value, tags));
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => Keep(value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return found;
    }
}
