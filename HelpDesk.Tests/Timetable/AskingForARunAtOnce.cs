using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Timetable;
using HelpDesk.Web.Wiring;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HelpDesk.Tests.Timetable;

public sealed class AskingForARunAtOnce
{
    private static readonly Committed Mail = new([], MailIsDue: true);

    private readonly Clients clients = new();
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void Many_commits_ask_for_one_run_until_it_begins()
    {
        var nudge = new CommitNudge(clients, new Settings(), clock, NullLogger<CommitNudge>.Instance);
        for (var i = 0; i < 20; i++) nudge.Told(Mail);
        Assert.Single(clients.Asked);
        nudge.Begin();
        nudge.Told(Mail);
        Assert.Equal([nameof(DueMails), nameof(DueMails)], clients.Asked);
    }

    [Fact]
    public void Where_another_node_takes_the_run_on_a_later_commit_asks_again()
    {
        var nudge = new CommitNudge(clients, new Settings(), clock, NullLogger<CommitNudge>.Instance);
        nudge.Told(Mail);
        nudge.Told(new([], MailIsDue: false) { MailIsIn = true });
        Assert.Equal([nameof(DueMails), nameof(DueIncoming)], clients.Asked);
        clock.Advance(TimeSpan.FromSeconds(0.9));
        nudge.Told(Mail);
        Assert.Equal(2, clients.Asked.Count);
        clock.Advance(TimeSpan.FromSeconds(0.2));
        nudge.Told(Mail);
        Assert.Equal([nameof(DueMails), nameof(DueIncoming), nameof(DueMails)], clients.Asked);
    }

    private sealed class Clients : IBackgroundJobClient
    {
        public List<string> Asked { get; } = [];

        public string Create(Job job, IState state)
        {
            Asked.Add(job.Type.Name);
            return "";
        }

        public bool ChangeState(string jobId, IState state, string expectedState) => false;
    }
}
