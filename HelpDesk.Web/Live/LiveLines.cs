using System.Collections.Concurrent;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using Microsoft.AspNetCore.SignalR;

namespace HelpDesk.Web.Live;

/// <summary>The open lines and whose they are. A person who changed (roles, disabled, signed out everywhere) is hung up on, and asks anew.</summary>
internal sealed class LiveLines : ICommitListener
{
    private readonly ConcurrentDictionary<string, (PersonId Whose, HubCallerContext Line)> lines = new();

    public void Open(PersonId whose, HubCallerContext line) => lines[line.ConnectionId] = (whose, line);

    public void Close(HubCallerContext line) => lines.TryRemove(line.ConnectionId, out _);

    public void Told(Committed commit)
    {
        if (commit.People.Count == 0) return;
        foreach (var (whose, line) in lines.Values)
            if (commit.People.Contains(whose))
                line.Abort();
    }
}
