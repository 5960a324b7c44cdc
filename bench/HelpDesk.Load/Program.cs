using System.CommandLine;
using HelpDesk.Load;

var product = new Option<string>("--product") { Description = "The published program.", Required = true };
var ceiling = new Option<string>("--ceiling") { Description = "The published ceiling.", Required = true };
var data = new Option<string>("--data") { Description = "A directory of this bench's own, for seeded databases and results.", Required = true };
var database = new Option<string>("--database") { Description = "Sqlite or PostgreSql.", DefaultValueFactory = _ => "Sqlite" }.AcceptOnlyFromAmong("Sqlite", "PostgreSql");
var connection = new Option<string>("--connection") { Description = "PostgreSql: a connection string of a user who may create databases, without the database.", DefaultValueFactory = _ => "" };
var tickets = new Option<int>("--tickets") { Description = "How many tickets are seeded.", DefaultValueFactory = _ => 20_000 };
// Sixteen agents and twice as many customers: the seeder makes one agent for each 500 tickets.
tickets.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() < 8_000) result.AddError("--tickets takes a number from 8000: fewer bring too few agents.");
});
var clients = new Option<int[]>("--clients") { Description = "Numbers of clients, at most 16.", DefaultValueFactory = _ => [1, 16], AllowMultipleArgumentsPerToken = true };
var workloads = new Option<string[]>("--workloads") { Description = "Of: queue ticket search mine file reply step.", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };
var seconds = new Option<int>("--seconds") { Description = "How long a round takes.", DefaultValueFactory = _ => 4 };
var rounds = new Option<int>("--rounds") { Description = "How many rounds each, product and ceiling in turn.", DefaultValueFactory = _ => 3 };
var warmup = new Option<int>("--warmup") { Description = "How many seconds the product is warmed up for each workload.", DefaultValueFactory = _ => 20 };
var jobs = new Option<bool>("--jobs") { Description = "Lets the measured process send the mails, too." };
var load = new RootCommand("Measures the product beside its ceiling.") { product, ceiling, data, database, connection, tickets, clients, workloads, seconds, rounds, warmup, jobs };
load.SetAction(parsed =>
{
    var run = new Run(
        parsed.GetRequiredValue(product), parsed.GetRequiredValue(ceiling), Path.GetFullPath(parsed.GetRequiredValue(data)), parsed.GetValue(database)!, parsed.GetValue(connection)!,
        parsed.GetValue(tickets), parsed.GetValue(clients)!, parsed.GetValue(workloads)!, parsed.GetValue(seconds), parsed.GetValue(rounds), parsed.GetValue(warmup), parsed.GetValue(jobs));
    try
    {
        run.Measure().Write(run.Data);
        return 0;
    }
    catch (Exception wrong) when (wrong is WrongAnswerException or InvalidOperationException)
    {
        Console.Error.WriteLine(wrong.Message);
        return 1;
    }
});
return load.Parse(args).Invoke();
