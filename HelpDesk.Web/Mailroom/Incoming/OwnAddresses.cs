using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace HelpDesk.Web.Mailroom.Incoming;

/// <summary>The addresses under which this desk writes and is written to: what comes from them is its own mail, and is never answered.</summary>
internal static class OwnAddresses
{
    public static async Task<HashSet<string>> OfAsync(HelpDeskDb db, Settings settings, CancellationToken ct)
    {
        var own = (await db.Mailboxes.Select(m => m.NormalizedAddress).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        own.Add(Bare(MailboxAddress.Parse(settings.Mail.Smtp.From).Address));
        return own;
    }

    /// <summary>An address as it is compared, without what stands behind a plus: help+1042-…@example.com is help@example.com.</summary>
    public static string Bare(string address)
    {
        var normal = Person.Normal(address);
        var (plus, at) = (normal.IndexOf('+', StringComparison.Ordinal), normal.LastIndexOf('@'));
        return plus > 0 && plus < at ? normal[..plus] + normal[at..] : normal;
    }
}
