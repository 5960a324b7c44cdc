using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Reactions;
using HelpDesk.Domain.Search;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Seeds;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Wiring;

/// <summary>The commands that write to the database.</summary>
internal static class Storage
{
    public static void AddStorage(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<Settings>().Bind(builder.Configuration.GetSection("HelpDesk"))
            .Validate(settings => settings.SampleTickets >= 0, "HelpDesk:SampleTickets must be a number from 0 on.");
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<Settings>>().Value);
        services.AddSingleton(provider => DataDirectories.From(provider.GetRequiredService<Settings>()));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new ProductZone(TimeZoneInfo.FindSystemTimeZoneById(provider.GetRequiredService<Settings>().TimeZone)));

        builder.AddDatabase();
        services.AddSingleton<TicketIndex>();
        services.AddSingleton<IndexKeeping>();
        services.AddSingleton<IndexCommands>();
        services.AddScoped<TicketSearch>();
        services.AddSingleton<Writes>();
        services.AddHostedService<LastWrites>();
        services.AddSingleton<WorkflowLibrary>();
        services.AddSingleton<WorkflowPublishing>();
        services.AddSingleton<Domain.Workflows.Calendars.CalendarCommands>();
        services.AddSingleton<Domain.Workflows.Replaying.ReplayCommands>();
        services.AddSingleton<Domain.Workflows.Monitoring.Tallying>();
        services.AddSingleton<OfferCommands>();
        services.AddSingleton<Domain.Workflows.Drafts.DraftCommands>();
        services.AddSingleton<Domain.Workflows.Drafts.ScenarioCommands>();
        services.AddSingleton<ITokenSeal, TokenSeal>();
        services.AddSingleton<ReplyKey>();
        services.AddSingleton(provider => new ReplyPause(TimeSpan.FromSeconds(provider.GetRequiredService<Settings>().Mail.UndoSeconds)));
        services.AddSingleton<Reactions>();
        services.AddSingleton<TicketCommands>();
        services.AddSingleton<StaffCommands>();
        services.AddSingleton<Stage>();
        services.AddSingleton<PostCommands>();
        services.AddSingleton<Domain.Post.Incoming.IncomingCommands>();
        services.AddSingleton<LetterCommands>();
        services.AddSingleton<Demo>();
        services.AddSingleton<Crowd>();
        services.AddSingleton<Domain.Post.Incoming.MailboxCommands>();
        services.AddSingleton<Domain.Storage.Verifying.Verification>();
        services.AddSingleton<Domain.Storage.Verifying.OrphanFiles>();
        Backups.Backups.Add(services);
    }

    /// <summary>Tokens wait encrypted by the product's own keys.</summary>
    private sealed class TokenSeal(IDataProtectionProvider protection) : ITokenSeal
    {
        private readonly IDataProtector protector = protection.CreateProtector("HelpDesk.Outbox.Token");

        public string Seal(string token) => protector.Protect(token);

        public string? Open(string sealedToken)
        {
            try
            {
                return protector.Unprotect(sealedToken);
            }
            catch (System.Security.Cryptography.CryptographicException)
            {
                return null;
            }
        }
    }
}
