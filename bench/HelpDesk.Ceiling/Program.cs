using HelpDesk.Ceiling;

// The same database work as the product's pages and forms, by hand-written SQL, behind a bare server: what there is to be reached.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();
IDatabase database = app.Configuration["database"] is "Sqlite" or null
    ? new Sqlite(app.Configuration["connection"]!)
    : throw new NotSupportedException("There is no ceiling on this database yet.");
var people = await database.ReadAsync(People.ReadAsync);
var answers = new Answers(database, people);
app.Run(answers.AnswerAsync);
await app.RunAsync();
