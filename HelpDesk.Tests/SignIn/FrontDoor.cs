using System.Net;
using System.Text.RegularExpressions;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Reactions;
using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using HelpDesk.Web.SignIn;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HelpDesk.Tests.SignIn;

/// <summary>The real program with a database of its own, a clock that stands, and people who come to the door.</summary>
public sealed class FrontDoor : WebApplicationFactory<Program>
{
    public const string Password = "a lamp in the harbour";

    private readonly string data = Directory.CreateTempSubdirectory("helpdesk-door-").FullName;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero));

    /// <summary>Production has the set-up and the strict cookies; Development the relaxed ones.</summary>
    public string Environment { get; init; } = "Production";

    public int TriesAMinute { get; init; } = 1_000_000;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environment);
        builder.UseSetting("HelpDesk:DataDirectory", data);
        TestDatabase.Use(builder, data);
        builder.UseSetting("HelpDesk:Demo", "false");
        builder.UseSetting("HelpDesk:Jobs", "false");
        // As in TestHouse: it would look whenever a test moves the clock, for a week every few seconds.
        builder.UseSetting("HelpDesk:Telemetry:Interval", "0");
        builder.UseSetting("HelpDesk:Limits:SameTime", "00:00:00");
        builder.UseSetting("HelpDesk:Limits:SignIn", TriesAMinute.ToString(System.Globalization.CultureInfo.InvariantCulture));
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.PostConfigure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1);
        });
    }

    public Visitor Somebody() => new(CreateClient(new() { BaseAddress = new("https://localhost"), AllowAutoRedirect = false }));

    /// <summary>Makes a person who has access.</summary>
    public async Task<PersonId> HasAsync(string email, PersonRoles roles = PersonRoles.Customer, string name = "Carl Example") =>
        await InAsync(async (db, services) =>
        {
            var person = new Person(name, email, roles, Clock.GetUtcNow());
            person.ConfirmAddress();
            person.ChoosePassword(services.GetRequiredService<IPasswordHasher<Person>>().HashPassword(person, Password));
            db.Users.Add(person);
            await Task.CompletedTask;
            return person.Id;
        });

    /// <summary>Changes something through the seam, as a room would.</summary>
    public Task<T> InAsync<T>(Func<HelpDeskDb, IServiceProvider, Task<T>> change) => Services.GetRequiredService<Writes>()
        .DoAsync((services, _) => change(services.GetRequiredService<HelpDeskDb>(), services), OnConflict.DecideAnew, TestContext.Current.CancellationToken);

    /// <summary>The letters to an address, oldest first, with where their links lead.</summary>
    public async Task<IReadOnlyList<(string Letter, string Path)>> MailToAsync(string email)
    {
        await using var scope = Services.CreateAsyncScope();
        var seal = Services.GetRequiredService<ITokenSeal>();
        var mails = await scope.ServiceProvider.GetRequiredService<HelpDeskDb>().Outbox.AsNoTracking()
            .Where(m => m.ToAddress == email).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).ToListAsync(TestContext.Current.CancellationToken);
        return [.. mails.Select(m => (m.Letter, AccountLinks.PathFor(m.Letter, m.ToPersonId, m.SealedToken is null ? "" : seal.Open(m.SealedToken)!)))];
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing || !Directory.Exists(data)) return;
        TestDatabase.Drop(data);
        Directory.Delete(data, recursive: true);
    }
}

/// <summary>A browser at the door: keeps cookies, follows nothing, fills in forms.</summary>
public sealed partial class Visitor(HttpClient http)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public HttpClient Http => http;

    public async Task<Page> GetAsync(string path) => await Page.OfAsync(await http.GetAsync(path, Ct));

    /// <summary>Opens a page and sends its form that leads to <paramref name="action"/> (else where it is) with what is hidden in it.</summary>
    public async Task<Page> FillAsync(string path, string? action, params (string Name, string Value)[] fields) => await SendAsync(await GetAsync(path), path, action, fields);

    /// <summary>Sends the form of a page that was opened before.</summary>
    public async Task<Page> SendAsync(Page page, string path, string? action, params (string Name, string Value)[] fields)
    {
        var target = action ?? path.Split('?')[0];
        var form = Forms().Matches(page.Html).First(match => WebUtility.HtmlDecode(match.Groups["action"].Value) == target).Value;
        var values = Hidden().Matches(form).Select(match => (Name: match.Groups["name"].Value, Value: WebUtility.HtmlDecode(match.Groups["value"].Value)))
            .Where(hidden => fields.All(field => field.Name != hidden.Name)).Concat(fields);
        return await PostAsync(target, [.. values]);
    }

    public async Task<Page> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Page.OfAsync(await http.PostAsync(path, content, Ct));
    }

    public Task<Page> SignInAsync(string email, string password, string returnUrl = "") =>
        FillAsync("/signin?returnUrl=" + Uri.EscapeDataString(returnUrl), null, ("email", email), ("password", password));

    [GeneratedRegex("<form [^>]*action=\"(?<action>[^\"]*)\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input [^>]*?type=\"hidden\" name=\"(?<name>[^\"]*)\"(?: type=\"hidden\")? value=\"(?<value>[^\"]*)\"|<input name=\"(?<name>[^\"]*)\" type=\"hidden\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Hidden();
}

public sealed record Page(HttpStatusCode Status, string? Location, string Html, HttpResponseMessage Answer)
{
    public static async Task<Page> OfAsync(HttpResponseMessage answer) => new(answer.StatusCode, answer.Headers.Location?.OriginalString,
        await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer);
}
