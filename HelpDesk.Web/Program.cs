using HelpDesk.Web.Desk;
using HelpDesk.Web.Live;
using HelpDesk.Web.Mailroom;
using HelpDesk.Web.Manage;
using HelpDesk.Web.Nodes;
using HelpDesk.Web.Portal;
using HelpDesk.Web.Telemetry;
using HelpDesk.Web.Timetable;
using HelpDesk.Web.Verbs;
using HelpDesk.Web.Wiring;

// With a verb the program does that and ends; without one it serves.
var verb = Verb.In(args);

return await StartUp.ReadingSettingsAsync(RunAsync);

async Task<int> RunAsync()
{
    if (UnknownSettings.Refusal(verb?.Settings ?? args) is { } slip) return StartUp.Refuse(slip);
    var app = Build(args, verb);
    UnknownSettings.Warn(app.Configuration, app.Logger);
    if (verb is not null) return await verb.RunAsync(app);
    if (StartChecks.Refusal(app.Services) is { } sentence) return StartUp.Refuse(sentence);

    app.UseSecurity();
    app.UseRequestLocalization();
    app.UseGate();
    app.UseErrors();
    app.UseRouting();
    app.UseAuthentication();
    app.UseRateLimiter();
    app.UseAuthorization();
    app.MapHealth();
    app.MapSchemas();
    app.MapStaticAssets().AllowAnonymous();
    app.MapControllers().WithStaticAssets();
    app.MapTimetable();
    app.MapLive();
    return await app.OpenAsync();
}

/// <summary>The program, for the tests' host.</summary>
public partial class Program
{
    /// <summary>The house in reading order; each room registers itself.</summary>
    internal static WebApplication Build(string[] args, Verb? verb)
    {
        var builder = StartUp.Builder(args, verb);
        builder.AddStorage();
        builder.Services.AddDoors();
        builder.AddIdentity();
        builder.AddSecurity();
        builder.AddErrors();
        builder.AddRateLimits();
        var mvc = builder.Services.AddControllersWithViews();
        mvc.AddRooms();
        mvc.AddLanguages();
        builder.Services.AddShared();
        builder.Services.AddPortal();
        builder.Services.AddManage();
        builder.AddMailroom();
        builder.AddTimetable();
        builder.AddLive();
        builder.AddNodes();
        builder.AddTelemetry();
        builder.Services.AddDesk();
        return builder.Build();
    }
}
