namespace HelpDesk.Web.Mailroom.Letters;

/// <summary>The line under which a letter repeats what was written before. Never translated: by it an answer's quotation is known.</summary>
public static class ReplyMarker
{
    public const string Line = "-- Reply above this line --";
}
