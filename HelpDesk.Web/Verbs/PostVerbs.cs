using System.CommandLine;
using HelpDesk.Domain.Post;

namespace HelpDesk.Web.Verbs;

/// <summary><c>post hold</c>, <c>post send</c> and <c>post discard</c>: the mail that a restore keeps back.</summary>
internal static class PostVerbs
{
    public static Command All(House house) => new("post", "Says what becomes of mail after a restore.")
    {
        // What pg_dump saved may be of an older program, which a start would bring to this version: too late for keeping mail back.
        Of(house.BroughtUpAsync, "hold", "Keeps back what is owed now and what timers bring about: before the first start after a restore by other means, such as pg_dump.", async (post, ct) =>
        {
            await post.HoldAsync(ct);
            return "Mail is kept back.";
        }),
        Of(house.OpenedAsync, "send", "Lets everything leave that is kept back.", async (post, ct) => Ended(await post.SendHeldAsync(ct), "leave now")),
        Of(house.OpenedAsync, "discard", "Never sends what is kept back.", async (post, ct) => Ended(await post.DiscardHeldAsync(ct), "are never sent")),
    };

    private static Command Of(Func<CancellationToken, Task<IServiceProvider>> open, string name, string description, Func<PostCommands, CancellationToken, Task<string>> act)
    {
        var verb = new Command(name, description);
        verb.SetAction(async (parsed, ct) =>
        {
            var services = await open(ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(await act(services.GetRequiredService<PostCommands>(), ct));
            return 0;
        });
        return verb;
    }

    private static string Ended(int? count, string what) => count is { } held ? $"{held} mails {what}." : "No mail is kept back.";
}
