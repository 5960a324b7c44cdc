using System.CommandLine;
using HelpDesk.Domain.Post;

namespace HelpDesk.Web.Verbs;

/// <summary><c>post hold</c>, <c>post send</c> and <c>post discard</c>: the mail that a restore keeps back.</summary>
internal static class PostVerbs
{
    public static Command All(House house) => new("post", "Says what becomes of mail after a restore.")
    {
        Of(house, "hold", "Keeps back what is owed now and what timers bring about: before the first start after a restore by other means, such as pg_dump.", async (post, ct) =>
            await post.HoldAsync(ct) ? "Mail is kept back." : "Mail is kept back already."),
        Of(house, "send", "Lets everything leave that is kept back.", async (post, ct) => Ended(await post.SendHeldAsync(ct), "leave now")),
        Of(house, "discard", "Never sends what is kept back.", async (post, ct) => Ended(await post.DiscardHeldAsync(ct), "are never sent")),
    };

    private static Command Of(House house, string name, string description, Func<PostCommands, CancellationToken, Task<string>> act)
    {
        var verb = new Command(name, description);
        verb.SetAction(async (parsed, ct) =>
        {
            var services = await house.PreparedAsync(ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(await act(services.GetRequiredService<PostCommands>(), ct));
            return 0;
        });
        return verb;
    }

    private static string Ended(int? count, string what) => count is { } held ? $"{held} mails {what}." : "No mail is kept back.";
}
