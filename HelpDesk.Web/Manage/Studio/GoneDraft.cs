using System.Collections.Immutable;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>What a form gets whose draft was published or thrown away meanwhile: what was typed, to be taken along.</summary>
/// <param name="Key">The workflow's.</param>
/// <param name="Typed">The texts of the form, by their fields' names.</param>
public sealed record GoneDraft(string Key, ImmutableArray<KeyValuePair<string, string>> Typed)
{
    // What the page itself put into the form.
    private static readonly ImmutableArray<string> Own = ["__RequestVerificationToken", "revision", "at", "command"];

    public static GoneDraft Of(string key, IFormCollection form) =>
        new(key, [.. form.Where(field => !Own.Contains(field.Key) && !string.IsNullOrWhiteSpace(field.Value)).Select(field => KeyValuePair.Create(field.Key, field.Value.ToString()))]);
}
