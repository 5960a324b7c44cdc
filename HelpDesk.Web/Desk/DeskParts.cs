using HelpDesk.Web.Desk.Queue;
using HelpDesk.Web.Desk.Search;
using HelpDesk.Web.Desk.Tickets;

namespace HelpDesk.Web.Desk;

/// <summary>What the agent's room brings.</summary>
internal static class DeskParts
{
    public static void AddDesk(this IServiceCollection services)
    {
        services.AddSingleton<LetterWords>();
        services.AddSingleton<TimerWords>();
        services.AddSingleton<ClockWords>();
        services.AddSingleton<StepWords>();
        services.AddSingleton<MailWords>();
        services.AddSingleton<TimelineWords>();
        services.AddSingleton<NextWords>();
        services.AddSingleton<TicketPageWords>();
        services.AddSingleton<DemoRules>();
        services.AddScoped<QueuePages>();
        services.AddScoped<SearchReading>();
        services.AddScoped<TicketPages>();
        services.AddScoped<PhoneFiling>();
        services.AddScoped<StepInputs>();
        services.AddSingleton<TimerInputs>();
    }
}
