using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Words in one language or several.</summary>
internal sealed partial class DefinitionParser
{
    private const int MostLanguages = 50;

    private Text TextOf(JsonTree? tree) => tree switch
    {
        null => Text.Of(""),
        { IsMap: true } => ByLanguage(tree),
        { IsText: true } => Text.Of(Words(tree)),
        _ => WrongText(tree),
    };

    private Text ByLanguage(JsonTree tree)
    {
        var words = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var entry in Bounded(tree, MostLanguages))
        {
            var language = entry.Name!.ToLowerInvariant();
            if (!IsLanguage(language))
                Faults.AddAtName("bad-language", entry, $"{Quote.Of(entry.Name)} is no language tag; use one such as en, de or pt-br.");
            else if (!words.TryAdd(language, Words(entry)))
                Faults.AddAtName("duplicate-key", entry, $"The language {Quote.Of(language)} stands here twice; remove one of them.");
        }
        if (tree.Items.Count == 0)
            Faults.Add("empty-text", tree, "No language stands here; add one, such as \"en\".");
        return new(words.ToImmutable());
    }

    private static bool IsLanguage(string tag) =>
        tag.Length <= 35 && tag.Split('-') is var parts && parts[0].Length >= 2 && parts[0].All(char.IsAsciiLetterLower)
        && parts.All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));

    private Text WrongText(JsonTree tree)
    {
        Wrong(tree, "a text, or an object from language to text");
        return Text.Of("");
    }
}
