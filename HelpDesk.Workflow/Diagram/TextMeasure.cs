using System.Globalization;
using System.Text;

namespace HelpDesk.Workflow;

/// <summary>How wide text will be: nothing is rendered here, so that the same definition gives the same picture everywhere.</summary>
internal static class TextMeasure
{
    // Helvetica's advance widths from space to tilde, in thousandths of the font size (Adobe font metrics, 1990).
    private static readonly short[] Helvetica =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    // The widest common interface fonts (Verdana, DejaVu Sans) run about this much wider than Helvetica.
    private const double Margin = 1.13;

    /// <summary>The width in pixels, rounded up.</summary>
    public static int Width(string text, int fontSize) =>
        (int)Math.Ceiling(text.EnumerateRunes().Sum(Thousandths) * fontSize * Margin / 1000);

    /// <summary>The text, or as much of it as fits with an ellipsis.</summary>
    public static string Fit(string text, int fontSize, int width)
    {
        if (Width(text, fontSize) <= width)
            return text;
        var room = (width - Width("…", fontSize)) * 1000 / (fontSize * Margin);
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            room -= Thousandths(rune);
            if (room < 0)
                break;
            kept.Append(rune);
        }
        return kept.ToString().TrimEnd() + "…";
    }

    private static int Thousandths(Rune rune) => rune.Value switch
    {
        >= 32 and < 127 => Helvetica[rune.Value - 32],
        _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        0x2026 or 0x2014 => 1000,
        < 0x1100 => 640,
        < 0x2000 => 800,
        < 0x2E80 => 700,
        _ => 1050,
    };
}
