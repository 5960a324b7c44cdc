using System.CommandLine;
using HelpDesk.Domain.Search;
using Command = System.CommandLine.Command;

namespace HelpDesk.Web.Verbs;

/// <summary><c>search rebuild</c>: makes the index anew from the tickets.</summary>
internal static class SearchVerbs
{
    public static Command All(House house) => new("search", "Looks after search.") { Rebuild(house) };

    private static Command Rebuild(House house)
    {
        var json = new Option<bool>("--json") { Description = "An object {tickets} instead of a sentence." };
        var verb = new Command("rebuild", "Makes the index of search anew. The desk may be open meanwhile: searches then say that some tickets are still being read in. What is not done when it is stopped, the server goes on with.") { json };
        verb.SetAction(async (parsed, ct) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var index = (await house.OpenedAsync(ct)).GetRequiredService<IndexCommands>();
            var (waiting, done) = (await index.BeginAnewAsync(ct), 0);
            for (int some; (some = await index.GoOnAsync(IndexCommands.LargePortion, ct)) > 0;)
                if ((done += some) / 10_000 > (done - some) / 10_000) await error.WriteLineAsync($"{done} of {waiting} tickets");
            await output.WriteLineAsync(parsed.GetValue(json) ? Printed.Json(new { tickets = done }) : $"{done} tickets can be found again.");
            return 0;
        });
        return verb;
    }
}
