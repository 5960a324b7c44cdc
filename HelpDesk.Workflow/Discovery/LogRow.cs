namespace HelpDesk.Workflow;

/// <summary>A row of another desk's log.</summary>
/// <param name="Line">The line of the file on which it begins, from 1.</param>
/// <param name="Case">The case's id or number; not empty.</param>
/// <param name="Activity">What was done, or the status that the case got; not empty.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who did it, by name, address or role; null where the log does not say.</param>
public sealed record LogRow(int Line, string Case, string Activity, DateTimeOffset At, string? Actor);

/// <summary>A row that cannot be used.</summary>
/// <param name="Line">The line of the file on which it begins, from 1.</param>
/// <param name="Message">What is wrong and what to do, in one sentence.</param>
public sealed record RowFault(int Line, string Message);
