using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace HelpDesk.Load;

/// <summary>
/// Somebody with a browser: opens pages, fills in their forms, keeps cookies, follows no redirect unasked. Cookies that are for TLS only
/// are sent as well: browsers take this machine for safe.
/// </summary>
internal sealed class Browser(Uri server) : IDisposable
{
    private static readonly HtmlParser Parser = new();

    private readonly Wire wire = new(server);
    private readonly SortedDictionary<string, string> cookies = new(StringComparer.Ordinal);

    public Page Get(string path) => Page(path, Compose("GET", path, "", null, []));

    /// <summary>Sends a form's fields as the form says.</summary>
    public Page Send(Form form, string? to = null)
    {
        var (type, content) = form.Content();
        return Page(to ?? form.Action, Compose("POST", to ?? form.Action, "", type, content));
    }

    /// <summary>Signs in by the form.</summary>
    public Browser SignIn(string email, string password)
    {
        var form = Get("/signin").Form("/signin");
        form["Email"] = email;
        form["Password"] = password;
        var page = Send(form);
        return page.Status == 302 ? this : throw new WrongAnswerException($"{email} could not sign in: {page}");
    }

    /// <summary>A request as this browser sends it.</summary>
    public byte[] Compose(string method, string path, string headers, string? type, ReadOnlySpan<byte> content)
    {
        var head = new StringBuilder()
            .Append(method).Append(' ').Append(path).Append(" HTTP/1.1\r\nHost: ").Append(server.Authority)
            .Append("\r\nUser-Agent: HelpDesk.Load\r\nAccept: text/html,application/xhtml+xml\r\nAccept-Language: en\r\n").Append(headers);
        if (cookies.Count > 0) head.Append("Cookie: ").AppendJoin("; ", cookies.Select(c => c.Key + "=" + c.Value)).Append("\r\n");
        if (type is not null) head.Append(CultureInfo.InvariantCulture, $"Content-Type: {type}\r\nContent-Length: {content.Length}\r\n");
        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. content];
    }

    /// <summary>What a request weighs that a browser sends, which takes what is compressed.</summary>
    public int WeightOf(string path)
    {
        var answer = wire.Send(Compose("GET", path, "Accept-Encoding: gzip, br\r\n", null, []));
        return answer.Status == 200 ? answer.Bytes : throw new WrongAnswerException($"{path} was answered {answer.ToString()}");
    }

    public void Dispose() => wire.Dispose();

    private Page Page(string path, byte[] request)
    {
        var answer = wire.Send(request);
        foreach (var line in Encoding.ASCII.GetString(answer.Head).Split("\r\n").Where(line => line.StartsWith("Set-Cookie:", StringComparison.OrdinalIgnoreCase))) Keep(line["Set-Cookie:".Length..].Trim());
        var html = Encoding.UTF8.GetString(answer.Body);
        return new(path, answer.Status, answer.Header("Location"), answer.Bytes, Parser.ParseDocument(html));
    }

    private void Keep(string cookie)
    {
        var (pair, attributes) = cookie.Split(';', 2) is [var first, var rest] ? (first, rest) : (cookie, "");
        var name = pair[..pair.IndexOf('=', StringComparison.Ordinal)];
        if (attributes.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase)) cookies.Remove(name);
        else cookies[name] = pair[(name.Length + 1)..];
    }
}

/// <summary>A page as a browser has it.</summary>
internal sealed record Page(string Path, int Status, string Location, int Bytes, IHtmlDocument Document)
{
    /// <summary>The form that posts to a path.</summary>
    public Form Form(string action) => Document.QuerySelectorAll("form").FirstOrDefault(form => form.GetAttribute("action") == action) is { } found
        ? new(action, found)
        : throw new WrongAnswerException($"There is no form for {action} on {this}");

    /// <summary>The number of the ticket that this answer leads to.</summary>
    public long Number => long.Parse(Location.Split('/', '#', '?').Last(part => part.Length > 0 && part.All(char.IsDigit)), CultureInfo.InvariantCulture);

    public override string ToString() => $"{Path}: {Status} {Location} {string.Join(' ', (Document.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}";
}

/// <summary>A form with its fields as the page has them.</summary>
internal sealed class Form(string action, IElement form)
{
    private readonly bool isMultipart = form.GetAttribute("enctype") == "multipart/form-data";
    private readonly List<KeyValuePair<string, string>> fields = [.. form.QuerySelectorAll("input[name], select[name], textarea[name]").SelectMany(Sent)];

    public string Action => action;

    public string this[string name]
    {
        get => fields.First(field => field.Key == name).Value;
        set
        {
            // The product reads them in either case, and would take the first.
            fields.RemoveAll(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
            fields.Add(new(name, value));
        }
    }

    public (string Type, byte[] Content) Content() => isMultipart ? Multipart() : ("application/x-www-form-urlencoded", Encoding.ASCII.GetBytes(string.Join('&', fields.Select(field => WebUtility.UrlEncode(field.Key) + "=" + WebUtility.UrlEncode(field.Value)))));

    private (string Type, byte[] Content) Multipart()
    {
        const string Boundary = "----HelpDeskLoadBoundary7MA4YWxkTrZu0gW";
        var content = new StringBuilder();
        foreach (var (name, value) in fields) content.Append("--" + Boundary + "\r\nContent-Disposition: form-data; name=\"").Append(name).Append("\"\r\n\r\n").Append(value).Append("\r\n");
        return ("multipart/form-data; boundary=" + Boundary, Encoding.UTF8.GetBytes(content.Append("--" + Boundary + "--\r\n").ToString()));
    }

    // What a browser sends of a control that nobody touched.
    private static IEnumerable<KeyValuePair<string, string>> Sent(IElement control)
    {
        var value = control switch
        {
            IHtmlInputElement { Type: "checkbox" or "radio" } box => box.IsChecked ? box.Value : null,
            IHtmlInputElement { Type: "file" or "submit" } => null,
            IHtmlInputElement input => input.Value,
            IHtmlSelectElement select => select.Value ?? "",
            IHtmlTextAreaElement area => area.Value,
            _ => null,
        };
        if (value is not null) yield return new(control.GetAttribute("name")!, value);
    }
}

/// <summary>The product answered something else than it should: what was measured is worth nothing.</summary>
internal sealed class WrongAnswerException(string what) : Exception(what);
