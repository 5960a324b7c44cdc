using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Discovery;

public sealed class DiscoveringFromStrangeLogs
{
    [Fact]
    public void Garbage_never_ends_in_an_exception_and_every_draft_can_be_read()
    {
        var random = new Random(3);
        string[] words = ["case", "activity", "time", ",", ";", "\"", "\n", "\r\n", "Open", "Closed", "ü", "\uD800", "2026-03-02", "1", "2", "system", "\0", "<b>", "🙂", "99999999999999999999"];
        for (var i = 0; i < 3000; i++)
            MustBeReadable(CsvLog.Read("case,activity,time,actor\n" + string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => words[random.Next(words.Length)]))).Rows);
    }

    [Fact]
    public void Random_rows_never_end_in_an_exception_and_every_draft_can_be_read()
    {
        var random = new Random(4);
        string[] activities = ["Open", "Closed", "\uD800", "", " ", "reopen", "<script>", "1", "___proto___", new('x', 3000), "Über", "資料", "a\nb", "A", "a"];
        string?[] actors = [null, "system", "Carl", "\uDFFF", ""];
        for (var i = 0; i < 1500; i++)
            MustBeReadable(Enumerable.Range(0, 1 + random.Next(200)).Select(line => new LogRow(
                line, "c" + random.Next(1 + random.Next(40)), activities[random.Next(1 + random.Next(activities.Length))],
                new(random.Next(4) switch { 0 => 0, 1 => DateTime.MaxValue.Ticks, _ => Support.Monday.Ticks + (random.Next(100) * TimeSpan.TicksPerDay) }, TimeSpan.Zero),
                actors[random.Next(actors.Length)])));
    }

    [Fact]
    public void No_rows_give_no_draft_and_say_why()
    {
        var found = HelpDesk.Workflow.Discovery.Of([]);

        Assert.Null(found.Definition);
        Assert.Equal("The log has no rows that can be used; nothing was discovered.", Assert.Single(found.Remarks));
    }

    [Fact]
    public void Free_text_is_no_activity()
    {
        var found = HelpDesk.Workflow.Discovery.Of(Enumerable.Range(0, 400).Select(i => new LogRow(i, "c" + (i % 7), "text " + i, Support.Monday, null)));

        Assert.Null(found.Definition);
        Assert.StartsWith("The log has 400 different activities", Assert.Single(found.Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Neu,In Bearbeitung,Wartet auf Kunden,Gelöst,Geschlossen")]
    [InlineData("Nouveau,En cours,En attente du client,Résolu,Fermé")]
    [InlineData("Nuevo,En curso,En espera del cliente,Resuelto,Cerrado")]
    [InlineData("To do,In review,Waiting for customer,Done,Closed")]
    public void Phases_are_guessed_in_four_languages(string statuses)
    {
        var found = HelpDesk.Workflow.Discovery.Of(Enumerable.Range(0, 30).SelectMany(one => statuses.Split(',')
            .Select((status, i) => new LogRow(i, "c" + one, status, Support.Monday.AddHours(i * (1 + (one * 0.37))), "sasha"))));

        Assert.Equal(LogShape.Statuses, found.Shape);
        Assert.Equal([Phase.Open, Phase.Assigned, Phase.Pending, Phase.Resolved, Phase.Closed], found.Definition!.States.Select(state => state.Phase));
    }

    [Fact]
    public void Waits_that_scatter_are_no_timer_and_the_draft_says_that_somebody_must_look()
    {
        var found = HelpDesk.Workflow.Discovery.Of(Enumerable.Range(0, 40).SelectMany(one => new LogRow[]
        {
            new(1, "c" + one, "Open", Support.Monday, "carl"), new(2, "c" + one, "Closed", Support.Monday.AddHours(1 + one), "system"),
        }));

        Assert.DoesNotContain(found.Definition!.States, state => state.Timers.Length > 0);
        Assert.Contains("In Open, the system does \"Closed\" at no certain time: it was given to agents; say what takes it.", found.Remarks);
    }

    [Theory]
    [InlineData(30, "30m")]
    [InlineData(90, "90m")]
    [InlineData(2 * 60, "2h")]
    [InlineData(36 * 60, "36h")]
    [InlineData(24 * 60, "1d")]
    [InlineData(14 * 24 * 60, "14d")]
    public void A_timer_gets_the_round_length_even_when_it_acts_a_little_late(int minutes, string after)
    {
        var found = HelpDesk.Workflow.Discovery.Of(Enumerable.Range(0, 40).SelectMany(one => new LogRow[]
        {
            new(1, "c" + one, "Open", Support.Monday, "carl"), new(2, "c" + one, "Closed", Support.Monday.AddMinutes(minutes * (1 + (one % 10 * 0.002))), null),
        }));

        Assert.Equal(after, Assert.Single(found.Definition!.States.SelectMany(state => state.Timers)).After.ToString());
    }

    private static void MustBeReadable(IEnumerable<LogRow> rows)
    {
        var found = HelpDesk.Workflow.Discovery.Of(rows);
        if (found.Definition is null)
            Assert.NotEmpty(found.Remarks);
        else
            Assert.Empty(DefinitionReader.Read(DefinitionWriter.Write(found.Definition)).Faults);
        Assert.InRange(found.Conformance.Fitness, 0, 1);
    }
}
