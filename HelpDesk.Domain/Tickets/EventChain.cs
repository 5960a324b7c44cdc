using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Tickets;

/// <summary>
/// The hash of an event: SHA-256 over its canonical form, in which the hash of the event before it stands. So whoever changes,
/// takes out or puts in an event by hand breaks every hash after it, and the ticket keeps the newest (<see cref="Ticket.LastHash"/>).
/// </summary>
/// <remarks>
/// The canonical form is a sequence of netstrings in UTF-8 (length in bytes, colon, bytes, comma): first <c>helpdesk event 1</c>,
/// then a name and a value for each property that is set, in the order below; a property that is absent is left out,
/// so that a later version can add one and every old hash stays what it is.
/// <list type="bullet">
/// <item><c>previous</c>: the hash before, in lower-case hex; absent for a ticket's first event.</item>
/// <item><c>ticket</c>, <c>sequence</c>, <c>kind</c>, <c>at</c>, <c>by</c>, <c>as</c>, <c>command</c>, <c>version</c>, <c>entry</c>, <c>step</c>, <c>from</c>, <c>to</c>,
/// <c>timer</c>, <c>occurrence</c>, <c>due</c>, <c>message</c>, <c>mail</c>, <c>score</c>, <c>subject</c>, <c>granted</c>, <c>linked</c>, <c>person</c>.
/// Ids are lower-case Guids with hyphens; <c>kind</c> and <c>as</c> the numbers that the database keeps; instants microseconds since 1970 in UTC; <c>granted</c> 0 or 1.</item>
/// <item><c>change FIELD</c> for each changed field by ordinal order of its key: <c>-</c> for no value, else <c>t</c>, <c>n</c>, <c>f</c> or <c>d</c> for
/// text, number, flag or date, a colon, and the value; a number without trailing zeros.</item>
/// </list>
/// A test knows the bytes of one event: the form never changes by accident.
/// </remarks>
public static class EventChain
{
    private const string Form = "helpdesk event 1";

    /// <summary>32 bytes.</summary>
    /// <param name="previous">The hash of the event before; null for a ticket's first.</param>
    public static byte[] HashOf(TicketEvent happened, byte[]? previous) => SHA256.HashData(Canonical(happened, previous));

    /// <summary>Chains all events of a ticket, which have no hashes yet.</summary>
    /// <returns>The hash of the newest.</returns>
    internal static byte[]? ChainAll(IEnumerable<TicketEvent> events) =>
        events.OrderBy(happened => happened.Sequence).Aggregate((byte[]?)null, (hash, happened) => happened.ChainTo(hash));

    /// <summary>The bytes that are hashed.</summary>
    public static ReadOnlySpan<byte> Canonical(TicketEvent happened, byte[]? previous)
    {
        var form = new ArrayBufferWriter<byte>(1024);
        Put(form, Form);
        Put(form, "previous", previous is null ? null : Convert.ToHexStringLower(previous));
        Put(form, "ticket", happened.TicketId.ToString());
        Put(form, "sequence", Number(happened.Sequence));
        Put(form, "kind", Number((int)happened.Kind));
        Put(form, "at", Instant(happened.At));
        Put(form, "by", happened.By?.ToString());
        Put(form, "as", Number((int)happened.As));
        Put(form, "command", happened.Command.ToString());
        Put(form, "version", happened.WorkflowVersionId.ToString());
        Put(form, "entry", Number(happened.Entry));
        Put(form, "step", happened.Step);
        Put(form, "from", happened.From);
        Put(form, "to", happened.To);
        Put(form, "timer", happened.Timer);
        Put(form, "occurrence", happened.Occurrence is { } occurrence ? Number(occurrence) : null);
        Put(form, "due", happened.DueAt is { } due ? Instant(due) : null);
        Put(form, "message", happened.Message?.ToString());
        Put(form, "mail", happened.Mail?.ToString());
        Put(form, "score", happened.Score is { } score ? Number(score) : null);
        Put(form, "subject", happened.Subject);
        Put(form, "granted", happened.Granted is { } granted ? (granted ? "1" : "0") : null);
        Put(form, "linked", happened.Linked?.ToString());
        Put(form, "person", happened.Person?.ToString());
        foreach (var (field, value) in happened.Changes.OrderBy(change => change.Key, StringComparer.Ordinal))
            Put(form, $"change {field}", Value(value));
        return form.WrittenSpan;
    }

    private static void Put(ArrayBufferWriter<byte> form, string name, string? value)
    {
        if (value is null) return;
        Put(form, name);
        Put(form, value);
    }

    private static void Put(ArrayBufferWriter<byte> form, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Encoding.UTF8.GetBytes(Number(length), form);
        form.Write(":"u8);
        Encoding.UTF8.GetBytes(text, form);
        form.Write(","u8);
    }

    private static string Value(FieldValue value) => value switch
    {
        { IsEmpty: true } => "-",
        { Text: { } text } => $"t:{text}",
        // The division drops trailing zeros, which a database may keep or not.
        { Number: { } number } => string.Create(CultureInfo.InvariantCulture, $"n:{number / 1.0000000000000000000000000000m}"),
        { Flag: not null } => $"f:{value}",
        _ => $"d:{value}",
    };

    // As precise as every database keeps it.
    private static string Instant(DateTimeOffset at) => ((at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
