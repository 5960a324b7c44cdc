using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Dashboard;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Authorization;

namespace HelpDesk.Web.Timetable;

/// <summary>The jobs, who runs them, and the page that shows them.</summary>
internal static class Jobs
{
    public const string Path = "/manage/jobs";

    // As everywhere, but for its charts, which write style attributes, and its empty icon.
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static void AddTimetable(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        // Before Hangfire's own registrations, which are one for the whole process and would mix up the hosts of a test run.
        services.AddSingleton(JobsStorage.Of);
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire((provider, hangfire) => hangfire.SetDataCompatibilityLevel(CompatibilityLevel.Version_180).UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings()
            .UseLogProvider(new JobsLog(provider.GetRequiredService<ILoggerFactory>())));
        services.AddSingleton<SharedRuns>();
        services.AddSingleton<DueMails>();
        services.AddSingleton<DueIncoming>();
        services.AddSingleton<DueTimers>();
        services.AddSingleton<DueApprovals>();
        services.AddSingleton<DueStarts>();
        services.AddSingleton<DueMigrations>();
        services.AddSingleton<DueReplays>();
        services.AddSingleton<DueTallies>();
        services.AddSingleton<DueMisses>();
        services.AddSingleton<DueChains>();
        services.AddSingleton<DueIndexing>();
        services.AddSingleton<Housekeeping>();
        services.AddSingleton<JobHealth>();
        services.AddSingleton<JobWatch>();
        services.AddSingleton<CommitNudge>();
        services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<CommitNudge>());
        services.AddSingleton<TicketsChanged>();
        services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<TicketsChanged>());
        services.AddHostedService<IndexFollower>();
        services.AddHostedService<JobsServer>();
    }

    public static void MapTimetable(this WebApplication app) => app.MapHangfireDashboard(Path, new DashboardOptions
    {
        AppPath = "/manage",
        DashboardTitle = "Jobs",
        DisplayStorageConnectionString = false,
        StatsPollingInterval = 5000,
        // Its own default admits every caller from this machine: behind a proxy that is everyone.
        Authorization = [],
        AsyncAuthorization = [new ManagersOnly()],
    }).RequireAuthorization(Doors.Manage).Add(endpoint =>
    {
        var show = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = context =>
        {
            context.Response.Headers.ContentSecurityPolicy = ContentPolicy;
            return show(context);
        };
    });

    /// <summary>The door again, for the day when somebody maps the dashboard without it.</summary>
    private sealed class ManagersOnly : IDashboardAsyncAuthorizationFilter
    {
        public async Task<bool> AuthorizeAsync(DashboardContext context)
        {
            var http = context.GetHttpContext();
            var answer = await http.RequestServices.GetRequiredService<IAuthorizationService>().AuthorizeAsync(http.User, Doors.Manage);
            return answer.Succeeded;
        }
    }
}
