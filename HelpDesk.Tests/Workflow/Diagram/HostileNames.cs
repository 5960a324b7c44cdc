using System.Text.RegularExpressions;
using HelpDesk.Workflow;

namespace HelpDesk.Tests.Workflow.Diagram;

/// <summary>Names that mean something to the programs that read an export, if they are let.</summary>
internal static partial class HostileNames
{
    public static string[] All { get; } =
    [
        "", " ", "end", "graph", "subgraph x", "digraph", "strict", "default", "class", "style s_one fill:red", "style x:#a;b;", "classDef a:#b;c", "linkStyle 0 stroke:red",
        "\"", "'", "`", "\"]", "\"] --> evil[\"", "\"]; evil [label=\"", "\\", "\\\\", "\\\"", "\\N \\G \\L \\E \\T", "line\\nline", "\\l", "ends with \\",
        "[a]", "(a)", "{a}", "{{a}}", "|", "a|b", "-->", "--", "-.->", "==>", "a:::b", "a & b", "@{ shape: rect }", "A@{ icon: \"fa:bomb\" }",
        "a;b", ";", "#", "#35;", "#quot;", "&#60;", "&lt;b&gt;", "&amp;", "&", "&amp", "%%", "%% a comment", "%%{init: {\"securityLevel\": \"loose\"}}%%", "%%{", "}%%",
        "first\nsecond", "first\r\n%% second", "a\tb", "a\n---\nb", "---\ntitle: x\n---", "\nclick s_one \"javascript:alert(1)\"", "click s_one call evil()",
        "<b>bold</b>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<br/>", "<<table><tr><td>a</td></tr></table>>", "<!-- a -->", "// a", "/* a */", "]]>",
        "1. list", "* item", "- item", "+ item", "# heading", "**bold** _it_ ~~no~~", "`code`", "\"`markdown`\"", "    code", "[link](javascript:alert(1))", "![x](y)", "$$x^2$$",
        "fa:fa-bomb", "ﬂ°lt¶ß", "ﬂ°°60¶ß", "¶ß", "Straße 5 °C", "accTitle: x", "direction LR", "the direction  TB of it", "flowchart TD", "title", "x: y",
        "🎈 party 👩‍👩‍👧", "שלום עולם", "مرحبا", "\u202Egnp.exe", "日本語の名前", "e\u0301", "\u2028 \u2029", "\u00A0", "\u200B", "\0\u0001\u001B[31m", "\uD800 half", "\uFFFF", "\uFEFF",
        "__proto__", "constructor", "toString", "{0} {1}", "%s %n", "$(id)", "`id`", "../../etc/passwd", new('w', 5000), string.Concat(Enumerable.Repeat("Ü🎈", 1000)),
    ];

    /// <summary>A workflow whose states and steps all have this name.</summary>
    public static WorkflowDefinition Workflow(string name) => SupportByHand.Workflow(name,
        [SupportByHand.State("one", name, Phase.Open), SupportByHand.State("two", name, Phase.Closed)],
        [
            SupportByHand.Step("start", name, new Source.Nowhere(), "one", TriggerKind.Created),
            SupportByHand.Step("go", name, SupportByHand.From("one"), "two"),
            SupportByHand.Step("stay", name, SupportByHand.From("one"), null),
        ]);

    /// <summary>What a reader sees of it: one line, without what cannot be written; nothing of a name that is blank (to JavaScript a byte order mark is).</summary>
    public static string[] Shown(string name) =>
        Space().Replace(Unwritable().Replace(name, ""), " ").Trim().Trim('\uFEFF') is { Length: > 0 } words ? [words] : [];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])")]
    private static partial Regex Unwritable();
}
