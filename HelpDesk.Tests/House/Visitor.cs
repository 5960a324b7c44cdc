using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace HelpDesk.Tests.House;

/// <summary>Somebody with a browser: opens pages, fills in forms, keeps cookies, follows no redirect unasked.</summary>
public sealed class Visitor(HttpClient http)
{
    public HttpClient Http => http;

    public async Task<Page> GetAsync(string path) => await Page.ReadAsync(this, await http.GetAsync(path));

    public async Task<Page> SendAsync(HttpRequestMessage request) => await Page.ReadAsync(this, await http.SendAsync(request));
}

/// <summary>What a browser shows.</summary>
public sealed class Page
{
    private readonly Visitor visitor;

    private Page(Visitor visitor, HttpResponseMessage response, string body, IHtmlDocument document) =>
        (this.visitor, Response, Body, Document) = (visitor, response, body, document);

    public HttpResponseMessage Response { get; }
    public string Body { get; }
    public IHtmlDocument Document { get; }
    public HttpStatusCode Status => Response.StatusCode;
    public bool IsRedirect => Response.Headers.Location is not null;
    public string Location => Response.Headers.Location is { } to ? to.IsAbsoluteUri ? to.PathAndQuery : to.OriginalString : "";

    /// <summary>What a person reads, white space folded.</summary>
    public string Text => string.Join(' ', (Document.QuerySelector("body")?.TextContent ?? Body).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static async Task<Page> ReadAsync(Visitor visitor, HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        return new(visitor, response, body, await new HtmlParser().ParseDocumentAsync(body));
    }

    /// <summary>The page behind the redirect that this answer is.</summary>
    public async Task<Page> FollowAsync()
    {
        Assert.True(IsRedirect, $"No redirect but {(int)Status}: {Text}");
        return await visitor.GetAsync(Location);
    }

    public bool HasForm(string action) => FindForm(action) is not null;

    /// <summary>The form that posts to a path (a prefix is enough).</summary>
    public Form Form(string action) => FindForm(action) is { } form
        ? new(visitor, this, form)
        : throw new InvalidOperationException($"No form for {action} on {Response.RequestMessage?.RequestUri}: {(int)Status} {Text}");

    private IElement? FindForm(string action) =>
        Document.QuerySelectorAll("form").FirstOrDefault(f => Path(f) == action)
        ?? Document.QuerySelectorAll("form").FirstOrDefault(f => Path(f).StartsWith(action, StringComparison.Ordinal))
        ?? Document.QuerySelectorAll("[formaction]").FirstOrDefault(b => b.GetAttribute("formaction")!.StartsWith(action, StringComparison.Ordinal))?.Closest("form");

    private string Path(IElement form) => form.GetAttribute("action") is { Length: > 0 } action ? action : Response.RequestMessage!.RequestUri!.PathAndQuery;
}

/// <summary>A form as a browser would send it: every field that the page holds, and what was typed.</summary>
public sealed class Form
{
    private readonly Visitor visitor;
    private readonly Page page;
    private readonly IElement form;
    private readonly List<KeyValuePair<string, string>> fields = [];
    private readonly List<(string Name, string FileName, byte[] Bytes)> files = [];

    public Form(Visitor visitor, Page page, IElement form)
    {
        (this.visitor, this.page, this.form) = (visitor, page, form);
        foreach (var element in form.QuerySelectorAll("input[name], select[name], textarea[name]"))
            if (Value(element) is { } value) fields.Add(new(element.GetAttribute("name")!, value));
    }

    /// <summary>Types a value. The page must have the field, whatever its letters' case.</summary>
    public Form Fill(string name, string value)
    {
        var exact = form.QuerySelectorAll("input[name], select[name], textarea[name]").Select(e => e.GetAttribute("name")!)
            .FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new InvalidOperationException($"The form has no field {name}: {form.OuterHtml}");
        return Set(exact, value);
    }

    /// <summary>Sets a field although the page does not have it: what an attacker would do.</summary>
    public Form Forge(string name, string value) => Set(name, value);

    /// <summary>Ticks these boxes of a list and no other.</summary>
    public Form Tick(string name, params string[] values)
    {
        fields.RemoveAll(f => f.Key == name);
        fields.AddRange(values.Select(value => KeyValuePair.Create(name, value)));
        return this;
    }

    public Form Attach(string name, string fileName, byte[] bytes)
    {
        files.Add((name, fileName, bytes));
        return this;
    }

    public string this[string name] => fields.First(f => f.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Sends it, by the button that posts to <paramref name="to"/> where one is named.</summary>
    /// <param name="by">In whose browser, where that is not the one that shows it: one at another node.</param>
    public async Task<Page> SubmitAsync(string? to = null, Visitor? by = null)
    {
        var browser = by ?? visitor;
        var action = to ?? (form.GetAttribute("action") is { Length: > 0 } given ? given : page.Response.RequestMessage!.RequestUri!.PathAndQuery);
        using HttpContent content = files.Count == 0 && form.GetAttribute("enctype") != "multipart/form-data" ? new FormUrlEncodedContent(fields) : Multipart();
        return await Page.ReadAsync(browser, await browser.Http.PostAsync(action, content));
    }

    private MultipartFormDataContent Multipart()
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields) content.Add(new StringContent(value), name);
        foreach (var (name, fileName, bytes) in files) content.Add(new ByteArrayContent(bytes) { Headers = { ContentType = new("application/octet-stream") } }, name, fileName);
        return content;
    }

    private Form Set(string name, string value)
    {
        fields.RemoveAll(f => f.Key == name);
        fields.Add(new(name, value));
        return this;
    }

    private static string? Value(IElement element) => element switch
    {
        IHtmlInputElement { Type: "checkbox" or "radio" } box => box.IsChecked ? box.Value.Length > 0 ? box.Value : "on" : null,
        IHtmlInputElement { Type: "file" or "submit" } => null,
        IHtmlInputElement input => input.Value,
        IHtmlSelectElement select => select.Value,
        IHtmlTextAreaElement area => area.Value,
        _ => null,
    };
}
