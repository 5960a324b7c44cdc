using System.Globalization;
using System.Text;

namespace HelpDesk.Workflow;

/// <summary>
/// JSON without white space and with no more escapes than JSON demands (as in RFC 8785). Written by hand because the
/// escapes of System.Text.Json follow its Unicode tables: a hash must not change with the runtime.
/// </summary>
internal sealed class CanonicalJson
{
    private readonly StringBuilder json = new();
    private bool first = true;

    public CanonicalJson Map(Action members) => Nest('{', members, '}');

    public CanonicalJson List<T>(IEnumerable<T> items, Action<T> write) => Nest('[', () =>
    {
        foreach (var item in items)
            write(item);
    }, ']');

    /// <summary>A member's name; its value follows.</summary>
    public CanonicalJson Name(string name)
    {
        Separate();
        Quoted(name);
        json.Append(':');
        first = true;
        return this;
    }

    public void Text(string text)
    {
        Separate();
        Quoted(text);
    }

    public void Number(decimal number) => Raw(Numbers.Plain(number).ToString(CultureInfo.InvariantCulture));

    public void Value(FieldValue value)
    {
        if (value.Number is { } number)
            Number(number);
        else if (value.IsEmpty || value.Flag is not null)
            Raw(value.IsEmpty ? "null" : value.ToString());
        else
            Text(value.ToString());
    }

    public override string ToString() => json.ToString();

    private void Raw(string token)
    {
        Separate();
        json.Append(token);
    }

    private CanonicalJson Nest(char open, Action inside, char close)
    {
        Separate();
        json.Append(open);
        first = true;
        inside();
        json.Append(close);
        first = false;
        return this;
    }

    private void Separate()
    {
        if (!first)
            json.Append(',');
        first = false;
    }

    private void Quoted(string text)
    {
        json.Append('"');
        foreach (var c in text)
            json.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\t' => "\\t",
                '\n' => "\\n",
                '\f' => "\\f",
                '\r' => "\\r",
                < ' ' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        json.Append('"');
    }
}
