using Hangfire;
using Hangfire.Dashboard;
using Hangfire.InMemory;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Authorization;

namespace HelpDesk.Web.Timetable;

/// <summary>The jobs, who runs them, and the page that shows them.</summary>
internal static class Jobs
{
    public const string Path = "/manage/jobs";

    public static void AddTimetable(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        // Before Hangfire's own registration, which is one for the whole process and would mix up the hosts of a test run.
        services.AddSingleton<JobStorage>(_ => new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(3) }));
        services.AddHangfire(hangfire => hangfire.SetDataCompatibilityLevel(CompatibilityLevel.Version_180).UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings());
        services.AddSingleton<DueMails>();
        services.AddSingleton<DueTimers>();
        services.AddSingleton<Housekeeping>();
        services.AddSingleton<CommitNudge>();
        services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<CommitNudge>());
        services.AddHostedService<JobsServer>();
    }

    public static void MapTimetable(this WebApplication app) => app.MapHangfireDashboard(Path, new DashboardOptions
    {
        AppPath = "/manage",
        DashboardTitle = "Jobs",
        DisplayStorageConnectionString = false,
        // Its own default admits every caller from this machine: behind a proxy that is everyone.
        Authorization = [],
        AsyncAuthorization = [new ManagersOnly()],
    }).RequireAuthorization(Doors.Manage);

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
