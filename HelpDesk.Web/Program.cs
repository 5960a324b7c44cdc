using HelpDesk.Web.Verbs;
using HelpDesk.Web.Wiring;

// With a verb the program does that and ends; without one it serves.
var verb = Verb.In(args);

// The house in reading order; each room registers itself.
var builder = StartUp.Builder(args, verb);
builder.AddStorage();
builder.Services.AddDoors();
var mvc = builder.Services.AddControllersWithViews();
mvc.AddRooms();
mvc.AddLanguages();
builder.Services.AddShared();

var app = builder.Build();
if (verb is not null) return await verb.RunAsync(app);

app.UseGate();
app.UseRequestLocalization();
app.UseRouting();
app.UseAuthorization();
app.MapHealth();
app.MapStaticAssets().AllowAnonymous();
app.MapControllers().WithStaticAssets();
return await app.OpenAsync();

/// <summary>The program, for the tests' host.</summary>
public partial class Program;
