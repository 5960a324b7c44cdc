using System.CommandLine;
using HelpDesk.Domain.Workflows;
using HelpDesk.Web.Mailroom.Letters;
using Command = System.CommandLine.Command;

namespace HelpDesk.Web.Verbs;

/// <summary><c>workflow publish</c>: makes a definition the next version of its workflow.</summary>
internal static class PublishVerb
{
    public static Command Of(House house)
    {
        var file = new Argument<string>("FILE") { Description = "The definition, in JSON." };
        var verb = new Command("publish", "Proves a definition and stores it as the next version of its workflow: new tickets are filed under it, others stay on theirs.. Status 1 if a finding is an error.") { file };
        verb.SetAction(async (parsed, ct) =>
        {
            var path = parsed.GetRequiredValue(file);
            if (DefinitionFile.Read(path) is not { } text) return DefinitionFile.Unreadable(parsed, path);
            var services = await house.PreparedAsync(ct);
            var came = await services.GetRequiredService<WorkflowPublishing>().PublishAsync(text, LetterTexts.HasLetter, null, ct);
            return Print(parsed.InvocationConfiguration, came);
        });
        return verb;
    }

    private static int Print(InvocationConfiguration console, Publication came)
    {
        switch (came)
        {
            case Publication.Published published:
                WorkflowVerbs.WriteLines(console.Error, [], published.Findings);
                console.Output.WriteLine($"Published as version {published.Number}.");
                return 0;
            case Publication.Same same:
                console.Output.WriteLine($"Version {same.Number} says the same; nothing is published.");
                return 0;
            case Publication.Faulty faulty:
                WorkflowVerbs.WriteLines(console.Error, faulty.Faults, []);
                return 1;
            case Publication.Refused refused:
                WorkflowVerbs.WriteLines(console.Error, [], refused.Findings);
                return 1;
            default:
                throw new InvalidOperationException("The union of publications is closed.");
        }
    }
}
