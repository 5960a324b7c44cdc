using System.Text;
using HelpDesk.Domain.Accounts;
using HelpDesk.Web.Nodes;
using Xunit;

namespace HelpDesk.Tests.Nodes;

public sealed class Hints
{
    [Fact]
    public void However_much_was_committed_each_fits_into_a_notification()
    {
        var tickets = Enumerable.Range(0, 1_050).ToDictionary(i => long.MaxValue - i, i => int.MaxValue - i);
        var people = Enumerable.Range(0, 120).Select(_ => PersonId.New()).ToHashSet();
        var hints = Hint.Of(Guid.NewGuid(), tickets, people, mailboxes: true).ToList();
        Assert.All(hints, hint => Assert.InRange(Encoding.UTF8.GetByteCount(hint.Write()), 1, 7_999));
        var heard = hints.Select(hint => Hint.Read(hint.Write())!.ToCommitted()).ToList();
        Assert.Equal(tickets.Select(t => (t.Key, t.Value)).Order(), heard.SelectMany(commit => commit.Tickets).Order());
        Assert.Equal(people, heard.SelectMany(commit => commit.People).ToHashSet());
        Assert.Single(heard, commit => commit.Mailboxes);
        Assert.All(heard, commit => Assert.True(commit.IsFromElsewhere));
    }

    [Fact]
    public void Where_nothing_changed_nothing_is_said() => Assert.Empty(Hint.Of(Guid.NewGuid(), new Dictionary<long, int>(), new HashSet<PersonId>(), mailboxes: false));

    [Theory]
    [InlineData("")]
    [InlineData("not ours")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"Node\":\"8d5a2d0e-6f0e-4e86-9d4f-0c4c2f1f5a11\",\"Tickets\":[1001],\"People\":[],\"Mailboxes\":false}")]
    public void What_is_none_of_ours_is_not_heard(string said) => Assert.Null(Hint.Read(said));
}
