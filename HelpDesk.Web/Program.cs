using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Seeds;
using HelpDesk.Web.Live;
using HelpDesk.Web.Mailroom;
using HelpDesk.Web.Manage;
using HelpDesk.Web.SignIn;
using HelpDesk.Web.Portal;
using HelpDesk.Web.Timetable;
using HelpDesk.Web.Desk;
using HelpDesk.Web.Wiring;

// The house in reading order; each room registers itself.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets();
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
builder.Services.AddDesk();

var app = builder.Build();
if (SecurityDemo.Refusal(app.Configuration, app.Services.GetRequiredService<Settings>(), app.Environment) is { } refusal)
{
    await Console.Error.WriteLineAsync(refusal);
    return 2;
}
app.UseSecurity();
app.UseRequestLocalization();
app.UseErrors();
app.UseRouting();
app.UseAuthentication();
app.UseRateLimiter();
app.UseAuthorization();
app.MapStaticAssets().AllowAnonymous();
app.MapControllers().WithStaticAssets();
app.MapTimetable();
app.MapLive();

Directory.CreateDirectory(app.Services.GetRequiredService<DataDirectories>().Root);
await using (var scope = app.Services.CreateAsyncScope())
    await Migrator.MigrateAsync(scope.ServiceProvider.GetRequiredService<HelpDeskDb>(), app.Services.GetRequiredService<DataDirectories>().MigrationLock, default);
await FirstData.PlantAsync(app.Services.GetRequiredService<Writes>(), app.Services.GetRequiredService<TimeProvider>(), default);
await Setup.OfferAsync(app.Services, default);
if (app.Services.GetRequiredService<Settings>() is var settings && settings.IsDemo(app.Environment))
    await app.Services.GetRequiredService<Demo>().PlantAsync(settings.DemoPassword is { Length: > 0 } chosen ? chosen : DemoCast.DefaultPassword, settings.SampleTickets, default);
await app.RunAsync();
return 0;

/// <summary>The program, for the tests' host.</summary>
public partial class Program;
