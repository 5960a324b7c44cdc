namespace HelpDesk.Domain.Storage.Verifying;

/// <summary>Something in the database or among the files that is not as the product leaves it.</summary>
/// <param name="Code">What kind, for programs: one word, or two with a hyphen.</param>
/// <param name="Place">Where: a ticket, a table, a file.</param>
/// <param name="Sentence">What is wrong, and what it means.</param>
public sealed record Discrepancy(string Code, string Place, string Sentence);
