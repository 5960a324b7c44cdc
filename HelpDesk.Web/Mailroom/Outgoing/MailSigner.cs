using HelpDesk.Web.Wiring;
using MimeKit;
using MimeKit.Cryptography;

namespace HelpDesk.Web.Mailroom.Outgoing;

/// <summary>Signs what leaves (DKIM), where a key is set: then receivers see that it is from this domain, and unchanged.</summary>
internal sealed class MailSigner(Settings settings)
{
    private static readonly HeaderId[] Signed =
    [
        HeaderId.From, HeaderId.To, HeaderId.Cc, HeaderId.Subject, HeaderId.Date, HeaderId.MessageId, HeaderId.InReplyTo, HeaderId.References, HeaderId.ReplyTo,
        HeaderId.AutoSubmitted, HeaderId.MimeVersion, HeaderId.ContentType, HeaderId.ListUnsubscribe, HeaderId.ListUnsubscribePost,
    ];

    private readonly DkimSigner? signer = IsOn(settings.Mail.Dkim) ? SignerOf(settings.Mail.Dkim) : null;

    public void Sign(MimeMessage message)
    {
        if (signer is null) return;
        // A server on the way that knows only seven bits must find nothing to change.
        message.Prepare(EncodingConstraint.SevenBit);
        signer.Sign(message, [.. Signed.Where(message.Headers.Contains)]);
    }

    /// <summary>Why mails could not be signed as the settings say; null when they can, or are not to be.</summary>
    public static string? Refusal(DkimSettings dkim)
    {
        if (dkim is { Domain.Length: 0, Selector.Length: 0, KeyFile.Length: 0 }) return null;
        if (!IsOn(dkim)) return "HelpDesk:Mail:Dkim needs all three of Domain, Selector and KeyFile, or none of them.";
        try
        {
            SignerOf(dkim);
            return null;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or FormatException or ArgumentException or InvalidCastException or Org.BouncyCastle.Security.GeneralSecurityException)
        {
            return $"HelpDesk:Mail:Dkim:KeyFile is '{dkim.KeyFile}', which is no PEM file with a private RSA or Ed25519 key that can be read: make one with 'openssl genrsa 2048'.";
        }
    }

    private static bool IsOn(DkimSettings dkim) => dkim is { Domain.Length: > 0, Selector.Length: > 0, KeyFile.Length: > 0 };

    private static DkimSigner SignerOf(DkimSettings dkim) => new(dkim.KeyFile, dkim.Domain, dkim.Selector)
    {
        HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
        BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
    };
}
