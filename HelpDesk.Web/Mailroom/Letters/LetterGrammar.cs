using System.Collections.Frozen;
using System.Text.RegularExpressions;
using DotLiquid;

namespace HelpDesk.Web.Mailroom.Letters;

/// <summary>What is wrong with a template that a manager wrote.</summary>
/// <param name="Kind">What.</param>
/// <param name="Paragraph">In which paragraph, from 1.</param>
/// <param name="About">The word or the paragraph's beginning that it is about.</param>
public sealed record LetterFault(LetterFaultKind Kind, int Paragraph, string About);

public enum LetterFaultKind
{
    /// <summary>No fact has this name.</summary>
    UnknownField,

    /// <summary>Only conditions are allowed; no loops, no files.</summary>
    UnknownTag,

    /// <summary>There is no such filter here.</summary>
    UnknownFilter,

    /// <summary>It cannot be read: something is not closed in the paragraph in which it was opened.</summary>
    Unreadable,
}

/// <summary>
/// What managers may write in letters: facts by their names, conditions, and a few filters. No loop and no file, so that
/// a letter's length is bounded by what it speaks of.
/// </summary>
public static partial class LetterGrammar
{
    private static readonly FrozenSet<string> Fields = [.. LetterFacts.Names];
    private static readonly FrozenSet<string> Tags = ["if", "elsif", "else", "endif", "unless", "endunless"];
    private static readonly FrozenSet<string> Filters = ["upcase", "downcase", "capitalize", "strip", "truncate", "default"];
    private static readonly FrozenSet<string> Words = ["and", "or", "not", "contains", "true", "false", "nil", "null", "blank", "empty"];

    /// <summary>Everything that is wrong with a text of several paragraphs.</summary>
    public static IEnumerable<LetterFault> Faults(string text)
    {
        var paragraphs = Paragraphs(text);
        for (var i = 0; i < paragraphs.Length; i++)
        {
            var found = Marks().Matches(paragraphs[i]).SelectMany(mark => mark.Groups["what"].Success ? Output(mark.Groups["what"].Value) : Tag(mark.Groups["tag"].Value)).ToList();
            foreach (var (kind, about) in found) yield return new(kind, i + 1, about);
            if (found.Count == 0 && !IsReadable(paragraphs[i])) yield return new(LetterFaultKind.Unreadable, i + 1, paragraphs[i].Length > 40 ? paragraphs[i][..40] + "…" : paragraphs[i]);
        }
    }

    /// <summary>The facts that a text speaks of.</summary>
    public static IEnumerable<string> FieldsOf(string text) => Marks().Matches(text).SelectMany(mark => Names().Matches(Unquoted(mark.Value)).Select(name => name.Value)).Where(Fields.Contains).Distinct();

    /// <summary>The facts that a text puts in; to ask for one in a condition is not to tell it.</summary>
    public static IEnumerable<string> ToldIn(string text) => Marks().Matches(text).Where(mark => mark.Groups["what"].Success)
        .SelectMany(mark => Names().Matches(Unquoted(mark.Value).Split('|')[0]).Select(name => name.Value)).Where(Fields.Contains).Distinct();

    /// <summary>Whether a text says something whatever the facts are: words outside of conditions.</summary>
    public static bool SaysAlways(string text)
    {
        var (depth, said, from) = (0, false, 0);
        foreach (Match mark in Marks().Matches(text))
        {
            said |= depth == 0 && !string.IsNullOrWhiteSpace(text[from..mark.Index]);
            from = mark.Index + mark.Length;
            var tag = Names().Match(mark.Groups["tag"].Value).Value;
            depth += tag is "if" or "unless" ? 1 : tag is "endif" or "endunless" ? -1 : 0;
        }
        return said || !string.IsNullOrWhiteSpace(text[from..]);
    }

    internal static string[] Paragraphs(string text) => text.ReplaceLineEndings("\n").Split("\n\n");

    private static IEnumerable<(LetterFaultKind, string)> Output(string what)
    {
        var parts = Unquoted(what).Split('|');
        foreach (var name in Names().Matches(parts[0]).Select(match => match.Value).Where(name => !Fields.Contains(name) && !Words.Contains(name))) yield return (LetterFaultKind.UnknownField, name);
        foreach (var filter in parts.Skip(1).Select(part => Names().Match(part).Value).Where(name => !Filters.Contains(name))) yield return (LetterFaultKind.UnknownFilter, filter);
    }

    private static IEnumerable<(LetterFaultKind, string)> Tag(string tag)
    {
        var names = Names().Matches(Unquoted(tag)).Select(match => match.Value).ToList();
        if (names.Count == 0 || !Tags.Contains(names[0])) return [(LetterFaultKind.UnknownTag, names.FirstOrDefault() ?? tag.Trim())];
        return names.Skip(1).Where(name => !Fields.Contains(name) && !Words.Contains(name)).Select(name => (LetterFaultKind.UnknownField, name));
    }

    private static bool IsReadable(string paragraph)
    {
        // What looks like markup after everything that is markup has been taken out was not closed.
        if (Marks().Replace(paragraph, "") is var rest && (rest.Contains("{{", StringComparison.Ordinal) || rest.Contains("{%", StringComparison.Ordinal))) return false;
        try
        {
            Template.Parse(paragraph);
            return true;
        }
        catch (DotLiquid.Exceptions.LiquidException)
        {
            return false;
        }
    }

    private static string Unquoted(string text) => Quoted().Replace(text, " ");

    [GeneratedRegex(@"\{\{(?<what>[^{}]*)\}\}|\{%(?<tag>[^{}%]*)%\}", RegexOptions.NonBacktracking)]
    private static partial Regex Marks();

    [GeneratedRegex(@"[A-Za-z_][A-Za-z0-9_\-\.]*", RegexOptions.NonBacktracking)]
    private static partial Regex Names();

    [GeneratedRegex("\"[^\"]*\"|'[^']*'", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();
}
