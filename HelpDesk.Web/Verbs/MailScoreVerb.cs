using System.CommandLine;
using HelpDesk.Web.Mailroom.Reading;

namespace HelpDesk.Web.Verbs;

/// <summary><c>mail score</c>: how well the visible reply agrees with what others expect.</summary>
internal static class MailScoreVerb
{
    private const string Definitions = """
        Scores the visible reply on a folder of cases, CORPUS/CASE/input.eml with expected.json, and prints a line for each corpus.
        exact: share of cases equal after white space is normalised (compare "no-whitespace": without any; HTML cases without our ">" before shown quotes).
        kept: share of the expected visible words that are in ours, each as often as it is expected.
        leaked: share of the words of elidedText (where a case has none: of the mail's words that are not expected) that ours shows beyond what is expected.
        slowest: the longest time for one mail, in milliseconds.
        """;

    public static Command Of()
    {
        var directory = new Argument<string>("DIRECTORY") { Description = "The folder of the corpora." };
        var json = new Option<bool>("--json") { Description = "An object {corpora, cases} instead of lines; with --cases, those that are not exact." };
        var cases = new Option<bool>("--cases") { Description = "Lists the cases that are not exact, with both texts." };
        var verb = new Command("score", Definitions) { directory, json, cases };
        verb.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(directory);
            if (!Directory.Exists(path))
            {
                parsed.InvocationConfiguration.Error.WriteLine($"{path} is no folder.");
                return 1;
            }
            var scored = ReplyScores.Cases(path);
            Print(parsed.InvocationConfiguration.Output, scored, parsed.GetValue(json), parsed.GetValue(cases));
            return 0;
        });
        return verb;
    }

    private static void Print(TextWriter output, IReadOnlyList<ScoredCase> scored, bool asJson, bool withCases)
    {
        var corpora = ReplyScores.ByCorpus(scored);
        var inexact = scored.Where(one => !one.IsExact);
        if (asJson)
        {
            output.WriteLine(Printed.Json(new { corpora, cases = withCases ? inexact : [] }));
            return;
        }
        foreach (var corpus in corpora)
            output.WriteLine(FormattableString.Invariant($"{corpus.Corpus,-28} {corpus.Cases,4} cases  exact {corpus.Exact:0.000}  kept {corpus.Kept:0.0000}  leaked {corpus.Leaked:0.0000}  slowest {corpus.SlowestMilliseconds:0.0} ms"));
        if (!withCases) return;
        foreach (var one in inexact) output.WriteLine($"\n=== {one.Corpus}/{one.Name}: kept {one.Kept} of {one.Words}, leaked {one.Leaked} of {one.Quoted}\n--- expected\n{one.Expected}\n--- ours\n{one.Visible}");
    }
}
