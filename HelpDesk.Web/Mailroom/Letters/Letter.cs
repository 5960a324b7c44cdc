namespace HelpDesk.Web.Mailroom.Letters;

/// <summary>A letter as it is kept and goes out.</summary>
internal sealed record Letter(string Subject, string Text, string Html);

/// <summary>A letter that may not, or cannot, be written: why, for the person who looks at what was parked.</summary>
internal sealed class LetterRefusedException(string why) : Exception(why);
