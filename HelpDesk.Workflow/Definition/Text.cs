using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Words that a definition wrote, in one language or in several.</summary>
/// <param name="ByLanguage">Language tag (lower case, e.g. <c>en</c>) to words; the empty tag holds words given as a plain string.</param>
public sealed record Text(ImmutableSortedDictionary<string, string> ByLanguage)
{
    /// <summary>Words given as one plain string.</summary>
    public static Text Of(string words) => new(ImmutableSortedDictionary<string, string>.Empty.Add("", words));

    /// <summary>The words for a language tag such as <c>de-AT</c>: the tag itself, its parent (<c>de</c>), the plain string, English, or the first there is.</summary>
    public string In(string language)
    {
        for (var tag = language.ToLowerInvariant(); tag.Length > 0; tag = tag.Contains('-') ? tag[..tag.LastIndexOf('-')] : "")
            if (ByLanguage.TryGetValue(tag, out var words))
                return words;
        return ByLanguage.GetValueOrDefault("") ?? ByLanguage.GetValueOrDefault("en") ?? ByLanguage.Values.First();
    }

    /// <inheritdoc/>
    public override string ToString() => In("en");

    /// <inheritdoc/>
    public bool Equals(Text? other) => other is not null && ByLanguage.SequenceEqual(other.ByLanguage);

    /// <inheritdoc/>
    public override int GetHashCode() => ByLanguage.Aggregate(0, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));
}
