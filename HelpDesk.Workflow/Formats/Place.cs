namespace HelpDesk.Workflow;

/// <summary>A line and a column, both from 1; a column counts UTF-16 characters, as editors do.</summary>
internal readonly record struct Place(int Line, int Column);

/// <summary>Turns rising byte offsets into places in one pass over the document.</summary>
internal sealed class PlaceCursor(byte[] bytes)
{
    private int offset;
    private Place place = new(1, 1);

    /// <summary>The place of a byte; offsets never go back.</summary>
    public Place At(long target)
    {
        for (; offset < target && offset < bytes.Length; offset++)
            place = bytes[offset] == (byte)'\n' ? new(place.Line + 1, 1) : place with { Column = place.Column + Width(bytes[offset]) };
        return place;
    }

    /// <summary>Of a character's bytes only the first counts; four bytes make two UTF-16 characters.</summary>
    private static int Width(byte unit) => unit switch { < 0x80 => 1, < 0xC0 => 0, < 0xF0 => 1, _ => 2 };
}
