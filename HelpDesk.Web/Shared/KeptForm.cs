namespace HelpDesk.Web.Shared;

/// <summary>What somebody typed into a form that was not taken.</summary>
/// <param name="Action">Where it was sent.</param>
/// <param name="CanResend">Only what came from a page of ours is offered to be sent again: a foreign site must not write here through the reader's hand.</param>
/// <param name="NoCookie">The browser keeps no cookies of ours, so that sending again does not help.</param>
/// <param name="HadFiles">Files cannot be kept.</param>
public sealed record KeptForm(string Action, bool CanResend, bool NoCookie, bool HadFiles, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    private const string Proof = "__RequestVerificationToken";
    private static readonly string[] Secrets = ["password", "token", "code"];

    public IEnumerable<KeyValuePair<string, string>> Words => Fields.Where(kept => IsProse(kept.Value));
    public IEnumerable<KeyValuePair<string, string>> Rest => Fields.Where(kept => !IsProse(kept.Value));

    public static KeptForm Of(HttpRequest request, IFormCollection form) => new(
        request.PathBase + request.Path + request.QueryString,
        IsOurs(request) && !form.Keys.Any(key => IsSecret(key) && key != Proof),
        !request.Cookies.Keys.Any(name => name.Contains("HelpDesk", StringComparison.Ordinal)),
        form.Files.Count > 0,
        [.. form.Where(field => !IsSecret(field.Key)).SelectMany(field => field.Value, (field, value) => KeyValuePair.Create(field.Key, value ?? ""))]);

    private static bool IsProse(string value) => value.Length > 40 || value.Contains(' ') || value.Contains('\n');

    private static bool IsSecret(string name) => Secrets.Any(secret => name.Contains(secret, StringComparison.OrdinalIgnoreCase));

    private static bool IsOurs(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && origin.Authority == request.Host.Value;
}
