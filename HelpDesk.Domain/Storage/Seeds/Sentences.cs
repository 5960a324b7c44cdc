using System.Collections.Immutable;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>Sentences by kind; <c>{thing}</c> and <c>{number}</c> are filled in.</summary>
internal sealed class Sentences
{
    private readonly ImmutableDictionary<string, ImmutableArray<string>> byKind;

    private Sentences(ImmutableDictionary<string, ImmutableArray<string>> byKind) => this.byKind = byKind;

    public ImmutableArray<string> this[string kind] => byKind[kind];

    public static Sentences Read() => new(SeedTexts.Of("sentences.txt").Split("\n== ", StringSplitOptions.RemoveEmptyEntries)[1..]
        .Select(part => part.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        .ToImmutableDictionary(lines => lines[0], lines => lines.Skip(1).ToImmutableArray()));
}

/// <summary>The texts that the program brings along for its demo and its crowds.</summary>
internal static class SeedTexts
{
    public static string Of(string file)
    {
        using var stream = typeof(SeedTexts).Assembly.GetManifestResourceStream($"{typeof(SeedTexts).Namespace}.{file}")
            ?? throw new InvalidOperationException($"{file} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
