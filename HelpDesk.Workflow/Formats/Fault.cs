namespace HelpDesk.Workflow;

/// <summary>Something wrong with the form of a definition, with its place.</summary>
/// <param name="Code">A stable code, e.g. <c>unknown-state</c>.</param>
/// <param name="Path">Where, as a JSON path: <c>$.steps.assign.to</c>.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1, in characters.</param>
/// <param name="Message">What is wrong and what to do, in one sentence.</param>
public sealed record Fault(string Code, string Path, int Line, int Column, string Message);
