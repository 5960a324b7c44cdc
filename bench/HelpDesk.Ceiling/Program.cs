using HelpDesk.Ceiling;

// The same database work as the product's pages and forms, by hand-written SQL, behind a bare server: what there is to be reached.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();
IDatabase database = app.Configuration["database"] == "PostgreSql" ? new Postgres(app.Configuration["connection"]!) : new Sqlite(app.Configuration["connection"]!);
var people = await database.ReadAsync(People.ReadAsync);
var answers = new Answers(database, people);
app.Run(answers.AnswerAsync);
await app.RunAsync();
