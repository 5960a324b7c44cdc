using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Mailroom.Fetching;
using HelpDesk.Web.Mailroom.Incoming;
using HelpDesk.Web.Mailroom.Letters;
using HelpDesk.Web.Mailroom.Outgoing;
using HelpDesk.Web.Mailroom.Shown;
using HelpDesk.Web.Wiring;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Mailroom;

/// <summary>What goes out, and by which way.</summary>
internal static class Mailroom
{
    /// <summary>An hour, in seconds: what waits longer is no answer.</summary>
    private const int LongestUndo = 3_600;

    public static void AddMailroom(this WebApplicationBuilder builder)
    {
        // Better no start than mails that cannot leave.
        builder.Services.AddOptions<Settings>()
            .Validate(settings => Uri.TryCreate(settings.BaseUrl, UriKind.Absolute, out var address) && address.Scheme is "http" or "https", "HelpDesk:BaseUrl must be the address at which people reach HelpDesk, such as https://help.example.com.")
            .Validate(settings => settings.Mail.UndoSeconds is >= 0 and <= LongestUndo, "HelpDesk:Mail:UndoSeconds must be a number of seconds from 1 to 3600, or 0 to let what staff write leave at once.");
        builder.Services.AddSingleton<IValidateOptions<Settings>, ServerCheck>();
        builder.Services.AddSingleton<IValidateOptions<Settings>, SigningCheck>();
        builder.Services.AddSingleton<IValidateOptions<Settings>, FirstMailboxCheck>();
        builder.Services.AddSingleton<LetterTexts>();
        builder.Services.AddSingleton<LetterWriter>();
        builder.Services.AddSingleton<Outbox>();
        builder.Services.AddSingleton<Composing>();
        builder.Services.AddSingleton<EnvelopeFinder>();
        builder.Services.AddSingleton<MailSigner>();
        builder.Services.AddSingleton<OutboxDrain>();
        builder.Services.AddSingleton<Intake>();
        builder.Services.AddSingleton<StoredMail>();
        builder.Services.AddSingleton<Handling>();
        builder.Services.AddSingleton<IncomingWords>();
        // By hand, because the mailroom keeps its readers to the house.
        builder.Services.AddScoped(provider => new MailViews(provider.GetRequiredService<HelpDeskDb>(), provider.GetRequiredService<StoredMail>(), provider.GetRequiredService<RawMailFiles>()));
        builder.AddFetching();
        builder.Services.AddSingleton<CarrierMaker>(provider => () => CarrierFor(provider.GetRequiredService<Settings>(), provider.GetRequiredService<IHostEnvironment>()));
        builder.Services.AddSingleton(provider => provider.GetRequiredService<CarrierMaker>()());
        builder.Services.AddSingleton(provider => new MailboxTest(provider.GetRequiredService<Connecting>(), provider.GetRequiredService<MailboxCommands>(), provider.GetRequiredService<CarrierMaker>(), provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddFetching(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<Connecting>();
        services.AddSingleton<FolderReading>();
        services.AddSingleton<MailboxReader>();
        services.AddSingleton<MailboxesChanged>();
        services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<MailboxesChanged>());
        services.AddSingleton<FetchingServer>();
        services.AddHostedService(provider => provider.GetRequiredService<FetchingServer>());
    }

    // The demo's post never leaves, whatever else is set.
    private static IMailCarrier CarrierFor(Settings settings, IHostEnvironment environment) =>
        settings.IsDemo(environment) ? new CaughtCarrier()
        : settings.Mail.Pickup.Length > 0 ? new PickupCarrier(settings.Mail.Pickup)
        : new SmtpCarrier(settings.Mail.Smtp);

    private sealed class ServerCheck : IValidateOptions<Settings>
    {
        public ValidateOptionsResult Validate(string? name, Settings options) =>
            SmtpCarrier.Refusal(options.Mail.Smtp) is { } refusal ? ValidateOptionsResult.Fail(refusal) : ValidateOptionsResult.Success;
    }

    private sealed class FirstMailboxCheck : IValidateOptions<Settings>
    {
        public ValidateOptionsResult Validate(string? name, Settings options) =>
            FirstMailbox.Refusal(options.Mail.Inbox) is { } refusal ? ValidateOptionsResult.Fail(refusal) : ValidateOptionsResult.Success;
    }

    /// <summary>Says what is wrong with the key, which a check by a fixed sentence could not.</summary>
    private sealed class SigningCheck : IValidateOptions<Settings>
    {
        public ValidateOptionsResult Validate(string? name, Settings options) =>
            MailSigner.Refusal(options.Mail.Dkim) is { } refusal ? ValidateOptionsResult.Fail(refusal) : ValidateOptionsResult.Success;
    }
}
