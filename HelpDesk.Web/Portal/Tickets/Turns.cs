using System.Collections.Immutable;
using System.Globalization;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Portal.Tickets;

/// <summary>A file of a message, by the id under which it can be fetched.</summary>
public sealed record FileLink(AttachmentId Id, string Name, long Size);

/// <summary>Something in the conversation that a customer may see, in order.</summary>
public abstract record Turn(int Sequence, DateTimeOffset At)
{
    /// <summary>What somebody wrote to the other side.</summary>
    /// <param name="Author">Their name.</param>
    /// <param name="Mine">Whether the reader wrote it.</param>
    /// <param name="ByStaff">Whether it comes from the desk.</param>
    public sealed record Said(int Sequence, DateTimeOffset At, string Author, bool Mine, bool ByStaff, string Body, ImmutableArray<FileLink> Files) : Turn(Sequence, At);

    /// <summary>Another state in the customer's wording.</summary>
    /// <param name="State">The wording.</param>
    /// <param name="With">Who took it on with that, or null.</param>
    public sealed record Moved(int Sequence, DateTimeOffset At, Phase Phase, string State, string? With) : Turn(Sequence, At);

    /// <summary>Somebody else works on it now.</summary>
    public sealed record Handed(int Sequence, DateTimeOffset At, string With) : Turn(Sequence, At);
}

/// <summary>What a customer is told of an event.</summary>
public sealed record StepEvent(int Sequence, DateTimeOffset At, string? From, string? To, ImmutableSortedDictionary<string, FieldValue> Changes)
{
    /// <summary>Whom it gave the request to, or null.</summary>
    public PersonId? Assignee => Changes.TryGetValue(BuiltInFields.Assignee, out var value) && Guid.TryParse(value.Text, out var id) ? PersonId.From(id) : null;
}

/// <summary>Tells steps in the customer's words; what they would not notice is left out.</summary>
public static class Turns
{
    public static IEnumerable<Turn> Of(IEnumerable<StepEvent> steps, CompiledWorkflow workflow, IReadOnlyDictionary<PersonId, string> names)
    {
        foreach (var step in steps)
        {
            var with = step.Assignee is { } id ? names.GetValueOrDefault(id) : null;
            // Filing is what the first message shows already.
            if (step.From is not null && Wording(workflow, step.To) is { } to && to != Wording(workflow, step.From))
                yield return new Turn.Moved(step.Sequence, step.At, workflow.State(step.To!)!.Phase, to, with);
            else if (with is not null)
                yield return new Turn.Handed(step.Sequence, step.At, with);
        }
    }

    private static string? Wording(CompiledWorkflow workflow, string? state) =>
        state is null ? null : workflow.State(state)?.CustomerSees.In(CultureInfo.CurrentUICulture.Name);
}
