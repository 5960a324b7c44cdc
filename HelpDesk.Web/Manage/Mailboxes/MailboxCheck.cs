using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Web.Mailroom.Fetching;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace HelpDesk.Web.Manage.Mailboxes;

/// <summary>What has to be mended in a typed mailbox, beside its fields.</summary>
/// <param name="before">How it is reached so far; null for a new one.</param>
internal sealed class MailboxCheck(MailboxForm form, MailboxLine? before, ModelStateDictionary faults, Words words)
{
    private const int LongestName = 255;

    /// <returns>Whether there is nothing to mend.</returns>
    public bool IsSound(IEnumerable<string> kinds, IEnumerable<TeamId> teams)
    {
        Say(Person.IsAddress(form.Address), nameof(form.Address), words["Write an address such as help@example.com."]);
        Say(form.Team is { } team && teams.Contains(team), nameof(form.Team), words["Choose a team from the list."]);
        Say(form.Kind is null || kinds.Contains(form.Kind), nameof(form.Kind), words["Choose a kind from the list."]);
        CheckServer();
        CheckLogin();
        CheckFolders();
        var trusted = form.TrustedServer?.Trim() ?? "";
        Say(trusted.Length <= LongestName && !trusted.Any(char.IsWhiteSpace) && !trusted.Contains(';', StringComparison.Ordinal), nameof(form.TrustedServer), words["Write the name only, such as mx.example.com: what stands before the first semicolon."]);
        return faults.IsValid;
    }

    private void CheckServer()
    {
        Say(form.Host?.Trim() is { Length: > 0 and <= LongestName } host && Uri.CheckHostName(host) != UriHostNameType.Unknown, nameof(form.Host), words["Write the server’s name only, such as imap.example.com."]);
        Say(MailboxForm.Number(form.Port) is >= 1 and <= 65535, nameof(form.Port), words["Write a number from 1 to 65535, mostly 993."]);
        Say(Enum.IsDefined(form.Security), nameof(form.Security), words["Choose from the list."]);
    }

    private void CheckLogin()
    {
        Say(Enum.IsDefined(form.Login), nameof(form.Login), words["Choose from the list."]);
        Say(form.User?.Trim() is { Length: > 0 and <= Person.LongestAddress }, nameof(form.User), words["Write the user name: mostly it is the address."]);
        if (form.Login == MailboxLogin.Password)
        {
            CheckSecret(form.Password, before?.SealedPassword, nameof(form.Password), words["Write the password."], IsOtherServer());
            return;
        }
        CheckTokens();
        var isElsewhere = IsOtherServer() || before?.TokenAddress != form.TokenAddress?.Trim();
        // A public client has a refresh token, but no secret.
        if (form.Login == MailboxLogin.ClientCredentials || before?.SealedClientSecret is not null) CheckSecret(form.ClientSecret, before?.SealedClientSecret, nameof(form.ClientSecret), words["Write the client secret."], isElsewhere);
        if (form.Login == MailboxLogin.RefreshToken) CheckSecret(form.RefreshToken, before?.SealedRefreshToken, nameof(form.RefreshToken), words["Write the refresh token."], isElsewhere);
    }

    private void CheckTokens()
    {
        var tokens = form.TokenAddress?.Trim() ?? "";
        Say(!tokens.Contains(MailboxPresets.Tenant, StringComparison.Ordinal), nameof(form.TokenAddress), words["Put the id of your tenant in the place of {0}.", MailboxPresets.Tenant]);
        Say(Uri.TryCreate(tokens, UriKind.Absolute, out var address) && AccessTokens.IsAllowed(address), nameof(form.TokenAddress), words["Write an address that begins with https://."]);
        Say(!string.IsNullOrWhiteSpace(form.ClientId), nameof(form.ClientId), words["Write the client id."]);
    }

    private void CheckFolders()
    {
        var folder = form.Folder?.Trim() ?? "";
        Say(folder.Length is > 0 and <= LongestName, nameof(form.Folder), words["Write the folder’s name, mostly INBOX."]);
        Say(form.HandledFolder?.Trim() is not { Length: > 0 } handled || (handled.Length <= LongestName && !handled.Equals(folder, StringComparison.OrdinalIgnoreCase)), nameof(form.HandledFolder), words["Write another folder than the one that is read."]);
        Say(MailboxForm.Number(form.Poll) is >= 5 and <= 3600, nameof(form.Poll), words["Write a number of seconds from 5 to 3600."]);
    }

    // A kept secret goes to the server it was given for, and to no other that somebody types in later.
    private void CheckSecret(string? typed, string? kept, string field, string sentence, bool isElsewhere)
    {
        if (!string.IsNullOrEmpty(typed)) return;
        if (kept is null) faults.AddModelError(field, sentence);
        else if (isElsewhere) faults.AddModelError(field, words["Write it again: what is kept was given for another server."]);
    }

    private bool IsOtherServer() => before is not null && !string.Equals(before.Host, form.Host?.Trim(), StringComparison.OrdinalIgnoreCase);

    private void Say(bool isSound, string field, string sentence)
    {
        if (!isSound && faults[field]?.Errors.Count is null or 0) faults.AddModelError(field, sentence);
    }
}
