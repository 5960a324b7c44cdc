using System.Text;

namespace HelpDesk.Workflow;

/// <summary>Splits text into records as RFC 4180 says: quotes double inside quotes, and a quoted field may hold line breaks.</summary>
/// <remarks>A line ends with CR LF, LF or CR. A quote within an unquoted field is a character like others.</remarks>
internal sealed class CsvTable(string text, char separator)
{
    private readonly StringBuilder field = new();
    private int position;
    private int line = 1;

    /// <summary>The line of a quote that is never closed; null when all are.</summary>
    public int? OpenQuote { get; private set; }

    /// <summary>Each record with the line on which it begins. Lines without a character are no records.</summary>
    public IEnumerable<(int Line, List<string> Fields)> Records()
    {
        while (position < text.Length)
        {
            var begin = line;
            var fields = Record();
            if (fields is not [""] && OpenQuote is null)
                yield return (begin, fields);
        }
    }

    /// <summary>The separator that the first line has most of: comma, semicolon or tab.</summary>
    public static char SeparatorOf(string text)
    {
        var first = text.AsSpan();
        var end = first.IndexOfAny('\r', '\n');
        if (end >= 0)
            first = first[..end];
        var (commas, semicolons, tabs) = (first.Count(','), first.Count(';'), first.Count('\t'));
        return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }

    private List<string> Record()
    {
        var fields = new List<string>();
        while (true)
        {
            fields.Add(position < text.Length && text[position] == '"' ? Quoted() : Plain());
            if (position >= text.Length)
                return fields;
            var ended = text[position++];
            if (ended == separator)
                continue;
            if (ended == '\r' && position < text.Length && text[position] == '\n')
                position++;
            line++;
            return fields;
        }
    }

    private string Plain()
    {
        var begin = position;
        while (position < text.Length && !Ends(text[position]))
            position++;
        return text[begin..position];
    }

    /// <summary>What follows the closing quote up to the separator is kept, as most programs do.</summary>
    private string Quoted()
    {
        var (begin, openedOn) = (++position, line);
        field.Clear();
        while (position < text.Length)
        {
            var end = text.IndexOf('"', position);
            if (end < 0)
                break;
            field.Append(text, position, end - position);
            position = end + 1;
            if (position >= text.Length || text[position] != '"')
            {
                line += Breaks(text.AsSpan(begin, end - begin));
                return field + Plain();
            }
            field.Append('"');
            position++;
        }
        OpenQuote = openedOn;
        position = text.Length;
        return "";
    }

    private bool Ends(char c) => c == separator || c is '\r' or '\n';

    private static int Breaks(ReadOnlySpan<char> quoted) => quoted.Count('\n') + quoted.Count('\r') - quoted.Count("\r\n");
}
