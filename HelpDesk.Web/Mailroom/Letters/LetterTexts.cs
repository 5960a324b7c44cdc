using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Resources;
using DotLiquid;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Reactions;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Mailroom.Letters;

/// <summary>A paragraph with the facts put in, as plain text.</summary>
/// <param name="IsQuoted">Whether it repeats what somebody wrote.</param>
internal sealed record Paragraph(string Text, bool IsQuoted);

/// <summary>The words of the letters, by key and language: Letters.resx beside this file.</summary>
internal sealed class LetterTexts
{
    private const string Quote = "> ";

    private static readonly FrozenSet<string> Own =
    [
        Reactions.ReplyLetter, Reactions.FollowedLetter, Reactions.SurveyLetter, Reactions.ApprovalLetter,
        AccountLetter.ConfirmAddress, AccountLetter.ResetPassword, AccountLetter.Invitation, AccountLetter.AccountExists, AccountLetter.PasswordChanged,
        AccountLetter.SignInLink, AccountLetter.SignInByPassword,
    ];

    private static readonly ResourceManager Texts = new("HelpDesk.Web.Mailroom.Letters.Letters", typeof(LetterTexts).Assembly);

    private readonly ConcurrentDictionary<(string Key, string Language), ImmutableArray<(Template Template, bool IsQuoted)>> templates = new();

    /// <summary>The language that we have and that a person reads; else the product's.</summary>
    public static CultureInfo LanguageOf(string? tag) =>
        Languages.Known.FirstOrDefault(known => known.Name.Equals(tag, StringComparison.OrdinalIgnoreCase))
        ?? Languages.Known.FirstOrDefault(known => known.TwoLetterISOLanguageName == tag?.Split('-')[0])
        ?? Languages.Known[0];

    /// <summary>Whether there is a letter of this key that a workflow may send. The product's own go with a link or a message of theirs.</summary>
    public static bool HasLetter(string letter) => Has(letter + ".subject") && !Own.Contains(letter);

    /// <summary>The letters that a workflow may send, by key.</summary>
    public static ImmutableArray<string> ForWorkflows { get; } =
    [
        .. Texts.GetResourceSet(Languages.Known[0], createIfNotExists: true, tryParents: true)!.Cast<System.Collections.DictionaryEntry>()
            .Select(text => (string)text.Key).Where(key => key.EndsWith(".subject", StringComparison.Ordinal)).Select(key => key[..^".subject".Length]).Where(HasLetter).Order(StringComparer.Ordinal),
    ];

    public static bool Has(string key) => Texts.GetString(key, Languages.Known[0]) is not null;

    /// <summary>What stands under a key, none where there is no such key. A paragraph that comes out empty is left out.</summary>
    public IEnumerable<Paragraph> Say(string key, Hash facts, CultureInfo language) =>
        templates.GetOrAdd((key, language.Name), Read)
            .Select(part => new Paragraph(Render(part.Template, facts, language), part.IsQuoted))
            .Where(paragraph => paragraph.Text.Length > 0);

    /// <summary>The same of words that a desk has in place of ours.</summary>
    public static IEnumerable<Paragraph> SayOwn(string words, Hash facts, CultureInfo language) =>
        LetterGrammar.Paragraphs(words).Select(Parse).Select(part => new Paragraph(Render(part.Item1, facts, language), part.Item2)).Where(paragraph => paragraph.Text.Length > 0);

    /// <summary>What is shipped.</summary>
    public static LetterWords? Shipped(string letter, CultureInfo language) => Has(letter + ".subject")
        ? new(Texts.GetString(letter + ".subject", language)!, Texts.GetString(letter + ".body", language) ?? "", Texts.GetString(letter + ".action", language) ?? "")
        : null;

    /// <summary>The letters about tickets, whose words a desk can change.</summary>
    public static IEnumerable<string> Changeable => ForWorkflows.Concat([Reactions.ReplyLetter, Reactions.FollowedLetter, Reactions.SurveyLetter, Reactions.ApprovalLetter]);

    /// <summary>The same as one line.</summary>
    public string Line(string key, Hash facts, CultureInfo language) => string.Join(' ', Say(key, facts, language).Select(p => p.Text));

    // A mistake in a template parks the mail; it is not printed in it.
    private static string Render(Template template, Hash facts, CultureInfo language) =>
        template.Render(new RenderParameters(language) { LocalVariables = facts, ErrorsOutputMode = ErrorsOutputMode.Rethrow }).Trim();

    // Split before the facts are put in, so that nothing that people wrote makes a paragraph of ours.
    private static ImmutableArray<(Template, bool)> Read((string Key, string Language) at)
    {
        var words = Texts.GetString(at.Key, CultureInfo.GetCultureInfo(at.Language)) ?? "";
        return [.. LetterGrammar.Paragraphs(words).Select(Parse)];
    }

    private static (Template, bool) Parse(string words)
    {
        var isQuoted = words.StartsWith(Quote, StringComparison.Ordinal);
        var template = Template.Parse(isQuoted ? words[Quote.Length..] : words);
        template.MakeThreadSafe();
        return (template, isQuoted);
    }
}
