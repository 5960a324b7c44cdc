using HelpDesk.Domain.Post.Incoming;

namespace HelpDesk.Domain.Tickets;

// Mails that are about a ticket and say nothing on it, or not yet.
public sealed partial class Ticket
{
    /// <summary>A machine answered by mail, which moves nothing.</summary>
    internal void NoteMail(Act act) => Record(new(EventKind.MailNoted), act);

    /// <summary>A mail waits until staff say that its sender may speak here.</summary>
    internal void HoldMail(Act act) => Record(new(EventKind.MailHeld), act);

    /// <summary>Staff say so.</summary>
    internal void AcceptHeld(IncomingMailId mail, Act act) => Record(new(EventKind.SenderAccepted) { Mail = mail }, act);

    /// <summary>Staff say that the author of a message that came by mail is who they claim to be.</summary>
    internal void AcceptSender(TicketMessage message, Act act)
    {
        message.Accept();
        Record(new(EventKind.SenderAccepted) { Mail = message.Mail, Message = message.Id }, act);
    }

    /// <summary>A letter to the customer was not sent, so that no two machines write to each other.</summary>
    internal void NoteWithheld(string letter, Act act) => Record(new(EventKind.MailWithheld) { Subject = letter }, act);
}
