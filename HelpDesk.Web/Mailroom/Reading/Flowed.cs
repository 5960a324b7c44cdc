using System.Text;

namespace HelpDesk.Web.Mailroom.Reading;

/// <summary>Text whose lines were wrapped for the way (RFC 3676), unwrapped; marks of quotes stay.</summary>
internal static class Flowed
{
    public static string Unwrapped(string text, bool deleteSpace)
    {
        var unwrapped = new StringBuilder(text.Length);
        int? open = null;
        foreach (var line in text.Split('\n'))
        {
            var depth = Depth(line);
            var words = line.AsSpan(depth);
            if (words.StartsWith(" ")) words = words[1..];
            var isSignature = words is "-- ";
            if (open is { } before && before == depth && !isSignature) unwrapped.Append(words);
            else
            {
                if (unwrapped.Length > 0 || open is not null) unwrapped.Append('\n');
                else if (depth == 0 && words.IsEmpty && unwrapped.Length == 0) unwrapped.Append("");
                unwrapped.Append('>', depth);
                if (depth > 0 && !words.IsEmpty) unwrapped.Append(' ');
                unwrapped.Append(words);
            }
            open = words.EndsWith(" ") && !isSignature ? depth : -1;
            if (open >= 0 && deleteSpace) unwrapped.Length--;
        }
        return unwrapped.ToString();
    }

    private static int Depth(string line)
    {
        var depth = 0;
        while (depth < line.Length && line[depth] == '>') depth++;
        return depth;
    }
}
