using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using HelpDesk.Web.Shared;

namespace HelpDesk.Web.Mailroom.Letters;

/// <summary>A letter being written, as text and as HTML at once. Everything is encoded here and nowhere else.</summary>
internal sealed class LetterPage(string subject, CultureInfo language)
{
    // Readable in every language, and markup all the same inert.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder text = new();
    private readonly StringBuilder html = new();

    public void Say(IEnumerable<Paragraph> paragraphs)
    {
        foreach (var paragraph in paragraphs)
        {
            AddText(paragraph.IsQuoted ? "> " + paragraph.Text.ReplaceLineEndings("\n").Replace("\n", "\n> ", StringComparison.Ordinal) : paragraph.Text);
            html.Append(paragraph.IsQuoted ? "<blockquote style=\"margin:1em 0;padding:0 0 0 1em;border-left:3px solid #5b9aa0\">" : "").Append(Encoded(paragraph.Text))
                .Append(paragraph.IsQuoted ? "</blockquote>\n" : "\n");
        }
    }

    /// <summary>The one thing to do: a button, and in the text a link on a line of its own.</summary>
    public void Offer(string action, string link)
    {
        AddText(action + ":\n" + link);
        html.Append(CultureInfo.InvariantCulture, $"""
            <p style="margin:1.5em 0"><a href="{Encoder.Encode(link)}" style="display:inline-block;padding:0.65em 1.2em;border-radius:6px;background-color:#0b6570;color:#ffffff;font-weight:600;text-decoration:none">{Encoder.Encode(action)}</a></p>

            """);
    }

    /// <summary>Small print.</summary>
    public void Whisper(string words)
    {
        AddText(words);
        html.Append(CultureInfo.InvariantCulture, $"""<p style="margin:2em 0 0;font-size:0.85em;opacity:0.8">{Encoder.Encode(words)}</p>""").Append('\n');
    }

    /// <summary>What was written before, newest first, under the line above which answers are written.</summary>
    public void Recall(IEnumerable<(string Head, string Words)> earlier)
    {
        AddText(ReplyMarker.Line);
        html.Append(CultureInfo.InvariantCulture, $"<p style=\"margin:2em 0 1em;font-size:0.85em;opacity:0.8\">{Encoder.Encode(ReplyMarker.Line)}</p>").Append('\n');
        foreach (var (head, words) in earlier) Say([new(head, false), new(words, true)]);
    }

    // Without colours of its own for text and ground, so that a reader in the dark gets their own.
    public Letter Finish() => new(subject, text.Append('\n').ToString(), $"""
        <!doctype html>
        <html lang="{language.TwoLetterISOLanguageName}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <title>{Encoder.Encode(subject)}</title>
        </head>
        <body style="margin:0;padding:1.5em">
        <div style="max-width:36em;margin:0 auto;font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;font-size:16px;line-height:1.5;overflow-wrap:anywhere">
        {html}</div>
        </body>
        </html>

        """);

    private void AddText(string words)
    {
        if (text.Length > 0) text.Append("\n\n");
        text.Append(words.ReplaceLineEndings("\n"));
    }

    private static string Encoded(string words)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        PlainText.Html(words).WriteTo(writer, Encoder);
        return writer.ToString();
    }
}
