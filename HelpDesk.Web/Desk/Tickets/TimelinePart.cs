using System.Collections.Immutable;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>A stretch of the timeline.</summary>
/// <param name="Path">The ticket's page.</param>
/// <param name="Latest">The message that links lead to, if it is in it.</param>
public sealed record TimelinePart(ImmutableArray<TimelineItem> Items, string Path, int? Latest = null);
