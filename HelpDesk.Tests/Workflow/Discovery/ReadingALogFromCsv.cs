using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Discovery;

public sealed class ReadingALogFromCsv
{
    [Theory]
    [InlineData("case,activity,time,actor\n1,Open,2026-03-02T10:00:00Z,Carl\n")]
    [InlineData("\uFEFFTicket ID;Status;Timestamp;User\r\n1;Open;2026-03-02 10:00;Carl\r\n")]
    [InlineData("Actor\tDate\tEvent\tCase\rCarl\t2026-03-02T12:00:00+02:00\tOpen\t1")]
    [InlineData("Vorgang;Aktivität;Zeitpunkt;Bearbeiter\n1;Open;02.03.2026 10:00:00;Carl")]
    [InlineData("dossier,évènement,\"horodatage\",utilisateur\n\"1\",\"Open\",\"1772445600\",\"Carl\"\n\n")]
    [InlineData("caso,estado,fecha,usuario\n1,Open,2026/3/2 10:00:00.000,Carl,,\n")]
    public void Habits_of_other_desks_are_understood(string csv)
    {
        var (rows, faults) = CsvLog.Read(csv);

        Assert.Empty(faults);
        Assert.Equal(new LogRow(rows[0].Line, "1", "Open", new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero), "Carl"), Assert.Single(rows));
    }

    [Fact]
    public void Quotes_hold_separators_quotes_and_line_breaks()
    {
        var (rows, faults) = CsvLog.Read("case,activity,time\r\n1,\"say \"\"hello\"\",\r\nthen wait\",2026-03-02\r\n2,b,2026-03-02\r\n");

        Assert.Empty(faults);
        Assert.Equal([(2, "say \"hello\",\r\nthen wait"), (4, "b")], rows.Select(row => (row.Line, row.Activity)));
    }

    [Fact]
    public void Every_bad_row_is_named_with_its_line_and_the_good_ones_stay()
    {
        var (rows, faults) = CsvLog.Read("case,activity,time\n1,a,2026-03-02\n,a,2026-03-02\n2,,2026-03-02\n3,a,yesterday\n4,a,2026-03-02,x\n5\n6,a,2026-03-02\n");

        Assert.Equal(["1", "6"], rows.Select(row => row.Case));
        Assert.Equal([3, 4, 5, 6, 7], faults.Select(fault => fault.Line));
        Assert.Equal("\"yesterday\" is no time; write one such as 2026-03-02T10:00:00Z.", faults[2].Message);
    }

    [Fact]
    public void A_quote_that_is_never_closed_loses_the_rest_and_says_so()
    {
        var (rows, faults) = CsvLog.Read("case,activity,time\n1,a,2026-03-02\n2,\"b,2026-03-02\n3,c,2026-03-02\n");

        Assert.Equal("1", Assert.Single(rows).Case);
        Assert.Equal(3, Assert.Single(faults).Line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("a,b,c\n1,2,3\n")]
    [InlineData("case,time\n1,2026-03-02\n")]
    public void A_file_without_the_columns_is_a_fault(string csv)
    {
        var (rows, faults) = CsvLog.Read(csv);

        Assert.Empty(rows);
        Assert.NotEmpty(faults);
    }

    [Theory]
    [InlineData("03/04/2026 10:00", "25/04/2026 10:00", 3, 4)]
    [InlineData("03/04/2026 10:00", "04/25/2026 10:00", 4, 3)]
    [InlineData("03/04/2026 10:00", "05/06/2026 10:00", 4, 3)]
    public void The_file_shows_whether_days_or_months_come_first(string first, string second, int day, int month)
    {
        var (rows, faults) = CsvLog.Read($"case,activity,time\n1,a,{first}\n1,b,{second}\n");

        Assert.Empty(faults);
        Assert.Equal((day, month), (rows[0].At.Day, rows[0].At.Month));
    }

    [Fact]
    public void What_is_written_by_the_book_is_read_back()
    {
        var random = new Random(5);
        const string letters = "ab,;\"\r\n \tü";
        for (var i = 0; i < 2000; i++)
        {
            var activity = "x" + string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => letters[random.Next(letters.Length)])) + "x";
            var (rows, faults) = CsvLog.Read($"case,activity,time\r\n1,\"{activity.Replace("\"", "\"\"")}\",2026-03-02\r\n2,b,2026-03-02\r\n");
            Assert.Empty(faults);
            Assert.Equal([activity, "b"], rows.Select(row => row.Activity));
        }
    }
}
