namespace HelpDesk.Domain.Tickets;

// Whether it is spam. That is no state: it stands where it stood, and everything is back once it is no spam.
public sealed partial class Ticket
{
    /// <summary>Since when it is spam: then it is in no list but that of spam, no mail about it leaves, and no timer of it acts.</summary>
    public DateTimeOffset? SpamSince { get; private set; }

    public bool IsSpam => SpamSince is not null;

    /// <summary>Somebody sent it. What a workflow started is nobody's spam: the ticket that it belongs to waits for its end.</summary>
    public bool MayBeSpam => Channel is not (Channel.Linked or Channel.Schedule);

    /// <summary>Staff say that it is spam. Of one that is already, nothing changes.</summary>
    public void MarkSpam(Act act)
    {
        if (IsSpam) return;
        SpamSince = act.At;
        Judge(EventKind.MarkedSpam, act);
    }

    /// <summary>Staff say that it is no spam. What came due meanwhile happens late, not never.</summary>
    public void UnmarkSpam(Act act)
    {
        if (!IsSpam) return;
        SpamSince = null;
        Judge(EventKind.UnmarkedSpam, act);
    }

    private void Judge(EventKind kind, Act act)
    {
        var changed = ChangedAt;
        Record(new(kind), act);
        Revision++;
        // Its people have nothing new to read: back in the queue it stands where it stood.
        ChangedAt = changed;
    }
}
