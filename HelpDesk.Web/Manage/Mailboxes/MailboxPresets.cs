using HelpDesk.Domain.Post.Incoming;

namespace HelpDesk.Web.Manage.Mailboxes;

/// <summary>What the large providers ask for, filled in.</summary>
internal static class MailboxPresets
{
    public const string Microsoft = "microsoft";
    public const string Google = "google";

    /// <summary>Stands in Microsoft's address for the id of whoever rents there.</summary>
    public const string Tenant = "TENANT";

    /// <summary>The form with a provider's facts; as it is for a name that is none.</summary>
    public static MailboxForm With(this MailboxForm form, string? preset) => preset switch
    {
        Microsoft => form with
        {
            Host = "outlook.office365.com",
            Port = "993",
            Security = LineSecurity.Tls,
            Login = MailboxLogin.ClientCredentials,
            TokenAddress = $"https://login.microsoftonline.com/{Tenant}/oauth2/v2.0/token",
            Scope = "https://outlook.office365.com/.default",
        },
        Google => form with
        {
            Host = "imap.gmail.com",
            Port = "993",
            Security = LineSecurity.Tls,
            Login = MailboxLogin.RefreshToken,
            TokenAddress = "https://oauth2.googleapis.com/token",
            Scope = "https://mail.google.com/",
        },
        _ => form,
    };
}
