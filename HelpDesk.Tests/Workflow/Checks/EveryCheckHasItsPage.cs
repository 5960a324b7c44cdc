using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Checks;

/// <summary>docs/checks holds a page for each check, with an example that it finds and one that it does not.</summary>
public partial class EveryCheckHasItsPage
{
    private static readonly Stock OneLetter = new(["received"], [], [], [], []);

    public static TheoryData<int> Numbers => [.. Proof.Checks.Select(check => check.Number)];

    [Fact]
    public void There_are_twenty_and_no_other_pages()
    {
        Assert.Equal(Enumerable.Range(1, 20), Proof.Checks.Select(check => check.Number));
        Assert.Equal(
            Proof.Checks.Select(check => PathOf(check.Number)).Order(),
            Directory.GetFiles(Folder, "*.md").Where(file => !file.EndsWith("README.md", StringComparison.Ordinal)).Order());
        Assert.Equal(Proof.Checks.SelectMany(check => check.Codes).Count(), Proof.Checks.SelectMany(check => check.Codes).Select(code => code.Code).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_page_names_the_codes_with_how_bad_they_are(int number)
    {
        var (page, index) = (File.ReadAllText(PathOf(number)), File.ReadAllText(Path.Combine(Folder, "README.md")));
        foreach (var (code, severity) in Proof.Checks[number - 1].Codes)
        {
            Assert.Contains($"`{code}`", index, StringComparison.Ordinal);
            var sentence = Assert.Single(Regex.Matches(page, $@"\([^)]*`{code}`[^)]*\)"), match => match.Success).Value;
            Assert.Contains(severity.ToString().ToLowerInvariant(), sentence, StringComparison.OrdinalIgnoreCase);
        }
        foreach (var heading in new[] { "## Why it matters", "## Bad", "## Good", "## What it may miss" })
            Assert.Contains(heading, page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_bad_example_is_found_and_nothing_else_is_wrong_with_it(int number)
    {
        var findings = Prove(number, 0);
        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.Contains(Proof.Checks[number - 1].Codes, code => code.Code == finding.Code && code.Severity == finding.Severity));
        Assert.All(findings, finding => Assert.Matches(@"^\$\.[a-z]+.*$", finding.Place));
        Assert.All(findings, finding => Assert.EndsWith(".", finding.Message, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_good_example_has_no_finding_at_all(int number) => Assert.Empty(Prove(number, 1).Select(finding => finding.Code + finding.Message));

    private static ImmutableArray<Finding> Prove(int number, int example)
    {
        var examples = Blocks().Matches(File.ReadAllText(PathOf(number))).Select(match => Support.Compile(match.Groups[1].Value).Definition).ToList();
        Assert.Equal(2, examples.Count);
        return Proof.Of(examples[example], number == 1 ? OneLetter : null, number == 20 ? After(examples[1]) : null);
    }

    private static Succession After(WorkflowDefinition published) =>
        new(published, published.States.ToImmutableSortedDictionary(state => state.Key, _ => 3), MigrationMap.ByKey);

    private static string Folder => Path.Combine(Sources.Root, "docs", "checks");

    private static string PathOf(int number) => Path.Combine(Folder, $"{number:00}-{Proof.Checks[number - 1].Name}.md");

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
