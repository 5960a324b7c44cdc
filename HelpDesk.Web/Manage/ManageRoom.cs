using HelpDesk.Web.Mailroom.Letters;
using HelpDesk.Web.Manage.Overview;
using HelpDesk.Web.Manage.People;
using HelpDesk.Web.Manage.Post;
using HelpDesk.Web.Manage.Studio;
using HelpDesk.Web.Manage.Studio.Simulation;
using HelpDesk.Web.Manage.Surveys;
using HelpDesk.Web.Manage.Teams;
using HelpDesk.Web.Manage.Workflows;

namespace HelpDesk.Web.Manage;

/// <summary>What this room's pages need.</summary>
internal static class ManageRoom
{
    public static void AddManage(this IServiceCollection services)
    {
        services.AddSingleton<ManageWords>();
        services.AddSingleton<WorkflowWords>();
        services.AddSingleton<ReplayWords>();
        services.AddSingleton<ShownLetter>();
        // By hand, because the mailroom keeps its writer to the house.
        services.AddSingleton(provider => new LetterPreview(provider.GetRequiredService<LetterWriter>()));
        services.AddScoped<OverviewReading>();
        services.AddScoped<WorkflowReading>();
        services.AddScoped<StudioReading>();
        services.AddScoped<PublicationReading>();
        services.AddScoped<SimulatorReading>();
        services.AddSingleton<SimulatorWords>();
        services.AddScoped<Monitoring.MonitoringReading>();
        services.AddSingleton<Monitoring.MonitoringWords>();
        services.AddScoped<Calendars.CalendarReading>();
        services.AddScoped(provider => new Letters.LettersReading(provider.GetRequiredService<HelpDesk.Domain.Storage.HelpDeskDb>(), provider.GetRequiredService<Mailroom.Letters.LetterWriter>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Wiring.Words>()));
        services.AddSingleton<Letters.LetterSentences>();
        // By hand again: who fetches mail is nobody's business but the mailroom's.
        services.AddScoped(provider => new Mailboxes.MailboxReading(provider.GetRequiredService<HelpDesk.Domain.Storage.HelpDeskDb>(), provider.GetRequiredService<HelpDesk.Domain.Workflows.WorkflowLibrary>(), provider.GetRequiredService<Mailroom.Fetching.MailboxReader>(), provider.GetRequiredService<HelpDesk.Domain.Workflows.ProductZone>(), provider.GetRequiredService<Mailroom.Outgoing.IMailCarrier>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Mailboxes.MailboxWords>();
        services.AddScoped<MigrationReading>();
        services.AddSingleton<MigrationWords>();
        services.AddScoped<PeopleReading>();
        services.AddScoped<TeamReading>();
        services.AddScoped<SurveyReading>();
        services.AddScoped<PostReading>();
        services.AddScoped<Inbox.InboxReading>();
        // By hand: only the house itself keeps watch over it.
        services.AddScoped(provider => new Status.StatusReading(provider.GetRequiredService<Telemetry.HouseWatch>()));
        services.AddScoped(provider => new Status.StatusSign(provider.GetRequiredService<Telemetry.HouseWatch>()));
        services.AddSingleton<Status.StatusWords>();
    }
}
