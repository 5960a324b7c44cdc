using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Post;

/// <summary>What a desk lets a letter say, in place of what is shipped: Liquid templates, checked before they are kept.</summary>
public sealed class LetterText
{
    /// <summary>Stands for all workflows.</summary>
    public const string AllWorkflows = "";

    public const int LongestSubject = 200;
    public const int LongestBody = 10_000;
    public const int LongestAction = 60;

    /// <summary>So many letters of its own a desk has at most.</summary>
    public const int MostOwn = 200;

    private LetterText() { }

    internal LetterText(string workflow, string letter, string language) => (Workflow, Letter, Language) = (workflow, letter, language);

    /// <summary>The workflow whose tickets it is for; <see cref="AllWorkflows"/> for all that have none of their own.</summary>
    public string Workflow { get; private set; } = "";

    /// <summary>Which letter, by its key.</summary>
    public string Letter { get; private set; } = "";

    /// <summary>The language tag that it is in.</summary>
    public string Language { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>Paragraphs with empty lines between.</summary>
    public string Body { get; private set; } = "";

    /// <summary>The words on the one link.</summary>
    public string Action { get; private set; } = "";

    public PersonId ChangedBy { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>All that it says.</summary>
    public LetterWords Words => new(Subject, Body, Action);

    internal void Say(LetterWords words, PersonId by, DateTimeOffset at) => (Subject, Body, Action, ChangedBy, ChangedAt) = (words.Subject, words.Body, words.Action, by, at);
}

/// <summary>The words of a letter, as templates.</summary>
public sealed record LetterWords(string Subject, string Body, string Action);

/// <summary>Managers word letters.</summary>
public sealed class LetterCommands(Writes writes, TimeProvider clock)
{
    /// <summary>Keeps a wording. What goes out from then on says it; what was written stays as it was.</summary>
    /// <returns>False where a desk has as many letters as it may have.</returns>
    public Task<bool> SaveAsync(string workflow, string letter, string language, LetterWords words, PersonId by, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await db.LetterTexts.FindAsync([workflow, letter, language], cancel) is not { } text)
        {
            if (await db.LetterTexts.CountAsync(cancel) >= LetterText.MostOwn) return false;
            db.LetterTexts.Add(text = new LetterText(workflow, letter, language));
        }
        text.Say(words, by, clock.GetUtcNow());
        return true;
    }, OnConflict.DecideAnew, ct);

    /// <summary>Forgets a wording: the letter says again what it said without it.</summary>
    public Task<bool> ForgetAsync(string workflow, string letter, string language, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await db.LetterTexts.FindAsync([workflow, letter, language], cancel) is not { } text) return false;
        db.LetterTexts.Remove(text);
        return true;
    }, OnConflict.DecideAnew, ct);
}

internal sealed class LetterTextMapping : IEntityTypeConfiguration<LetterText>
{
    public void Configure(EntityTypeBuilder<LetterText> text)
    {
        text.HasKey(t => new { t.Workflow, t.Letter, t.Language });
        text.Property(t => t.Workflow).HasMaxLength(64);
        text.Property(t => t.Letter).HasMaxLength(64);
        text.Property(t => t.Language).HasMaxLength(16);
        text.Property(t => t.Subject).HasMaxLength(LetterText.LongestSubject);
        text.Property(t => t.Body).HasMaxLength(LetterText.LongestBody);
        text.Property(t => t.Action).HasMaxLength(LetterText.LongestAction);
        text.Ignore(t => t.Words);
    }
}
