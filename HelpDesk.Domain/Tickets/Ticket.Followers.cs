using HelpDesk.Domain.Accounts;

namespace HelpDesk.Domain.Tickets;

// Who follows it is kept beside it; that it came so is told in its events.
public sealed partial class Ticket
{
    internal void NoteFollower(PersonId person, bool follows, Act act) => Record(new(follows ? EventKind.FollowerAdded : EventKind.FollowerRemoved) { Person = person }, act);
}
