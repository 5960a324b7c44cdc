using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Seeds;
using HelpDesk.Web.Desk;
using HelpDesk.Web.Wiring;

// The house in reading order; each room registers itself.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets();
builder.AddStorage();
builder.Services.AddDoors();
var mvc = builder.Services.AddControllersWithViews();
mvc.AddRooms();
mvc.AddLanguages();
builder.Services.AddShared();
builder.Services.AddDesk();

var app = builder.Build();
app.UseRequestLocalization();
app.UseRouting();
app.UseAuthorization();
app.MapStaticAssets().AllowAnonymous();
app.MapControllers().WithStaticAssets();

Directory.CreateDirectory(app.Services.GetRequiredService<DataDirectories>().Root);
await using (var scope = app.Services.CreateAsyncScope())
    await Migrator.MigrateAsync(scope.ServiceProvider.GetRequiredService<HelpDeskDb>(), app.Services.GetRequiredService<DataDirectories>().MigrationLock, default);
await FirstData.PlantAsync(app.Services.GetRequiredService<Writes>(), app.Services.GetRequiredService<TimeProvider>(), default);
await app.RunAsync();

/// <summary>The program, for the tests' host.</summary>
public partial class Program;
