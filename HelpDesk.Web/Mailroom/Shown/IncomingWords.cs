using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Mailroom.Shown;

/// <summary>What became of a mail that came in, in our words.</summary>
public sealed class IncomingWords(Words words)
{
    public string Of(IncomingFate fate) => fate switch
    {
        IncomingFate.Stored => words["Not read yet"],
        IncomingFate.Message => words["On a ticket"],
        IncomingFate.Noted => words["Noted on a ticket"],
        IncomingFate.Held => words["Waits for acceptance"],
        IncomingFate.SetAside => words["Set aside"],
        IncomingFate.Quarantined => words["Quarantined"],
        IncomingFate.Dismissed => words["Dismissed"],
        _ => throw new InvalidOperationException($"No word for {fate}."),
    };

    /// <summary>What that means, and what anybody has to do.</summary>
    public string Means(IncomingFate fate) => fate switch
    {
        IncomingFate.Stored => words["It is kept, and read as soon as its turn comes."],
        IncomingFate.Message => words["What its author wrote anew is a message on the ticket."],
        IncomingFate.Noted => words["A machine wrote it: it is noted, and moved nothing."],
        IncomingFate.Held => words["It is shown to staff on the ticket, and counts once somebody says that its sender may speak there."],
        IncomingFate.SetAside => words["Nothing follows from it, and nobody has to do anything."],
        IncomingFate.Quarantined => words["Nothing follows from it until somebody decides."],
        IncomingFate.Dismissed => words["Somebody looked at it and wants nothing to follow."],
        _ => throw new InvalidOperationException($"No sentence for {fate}."),
    };
}
