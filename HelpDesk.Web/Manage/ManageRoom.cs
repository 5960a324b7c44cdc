using HelpDesk.Web.Manage.Overview;
using HelpDesk.Web.Manage.People;
using HelpDesk.Web.Manage.Post;
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
        services.AddSingleton<ShownLetter>();
        services.AddScoped<OverviewReading>();
        services.AddScoped<WorkflowReading>();
        services.AddScoped<PeopleReading>();
        services.AddScoped<TeamReading>();
        services.AddScoped<SurveyReading>();
        services.AddScoped<PostReading>();
    }
}
