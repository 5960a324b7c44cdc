using System.CommandLine;
using HelpDesk.Domain.Storage.Verifying;

namespace HelpDesk.Web.Verbs;

/// <summary><c>verify</c>: looks for what contradicts itself in the database and among the files.</summary>
internal static class VerifyVerb
{
    public static Command Of(House house)
    {
        var json = new Option<bool>("--json") { Description = "An array of {code, place, message} instead of lines." };
        var verb = new Command("verify", "Checks state against events, the hashes of events and files, rows without files and files without rows, while the desk serves. Status 1 if there are findings.") { json };
        verb.SetAction(async (parsed, ct) =>
        {
            var services = await house.OpenedAsync(ct);
            var (output, asJson) = (parsed.InvocationConfiguration.Output, parsed.GetValue(json));
            var count = 0;
            if (asJson) await output.WriteLineAsync("[");
            await foreach (var found in services.GetRequiredService<Verification>().RunAsync(ct))
            {
                if (asJson) await output.WriteLineAsync($"{(count > 0 ? "," : "")}{Printed.Line(new { found.Code, found.Place, Message = found.Sentence })}");
                else await output.WriteLineAsync($"{found.Code} {found.Place}: {found.Sentence}");
                count++;
            }
            if (asJson) await output.WriteLineAsync("]");
            else if (count == 0) await output.WriteLineAsync("Everything fits.");
            return count == 0 ? 0 : 1;
        });
        return verb;
    }
}
