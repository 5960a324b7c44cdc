using System.CommandLine;
using HelpDesk.Web.SignIn;

namespace HelpDesk.Web.Verbs;

/// <summary><c>user add</c> and <c>user reset</c>: who has the console may let people in.</summary>
internal static class UserVerbs
{
    public static Command All(House house) => new("user", "Lets people in.") { Add(house), Reset(house) };

    private static Command Add(House house)
    {
        var email = new Argument<string>("EMAIL") { Description = "The person's address." };
        var name = new Option<string>("--name") { Description = "What the person is called.", HelpName = "NAME", Required = true };
        var role = new Option<string>("--role") { Description = "What the person may be here.", Required = true };
        role.AcceptOnlyFromAmong("customer", "agent", "manager", "admin");
        var json = AsJson();
        var add = new Command("add", "Makes a person, or gives one without access a role, and prints a one-time link for choosing a password.") { email, name, role, json };
        add.SetAction((parsed, ct) => PrintAsync(house.PreparedAsync, parsed, parsed.GetValue(json),
            verbs => verbs.AddAsync(parsed.GetRequiredValue(email), parsed.GetRequiredValue(name), parsed.GetRequiredValue(role), ct), ct));
        return add;
    }

    private static Command Reset(House house)
    {
        var email = new Argument<string>("EMAIL") { Description = "The person's address." };
        var json = AsJson();
        var reset = new Command("reset", "Prints a one-time link by which a person chooses a new password.") { email, json };
        reset.SetAction((parsed, ct) => PrintAsync(house.OpenedAsync, parsed, parsed.GetValue(json), verbs => verbs.ResetAsync(parsed.GetRequiredValue(email), ct), ct));
        return reset;
    }

    private static Option<bool> AsJson() => new("--json") { Description = "The link as {link}." };

    private static async Task<int> PrintAsync(Func<CancellationToken, Task<IServiceProvider>> open, ParseResult parsed, bool json, Func<AccountVerbs, Task<VerbAnswer>> ask, CancellationToken ct)
    {
        var services = await open(ct);
        var answer = await ask(services.GetRequiredService<AccountVerbs>());
        if (!answer.IsLink)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(answer.Text);
            return 1;
        }
        await parsed.InvocationConfiguration.Output.WriteLineAsync(json ? Printed.Json(new { Link = answer.Text }) : answer.Text);
        return 0;
    }
}
