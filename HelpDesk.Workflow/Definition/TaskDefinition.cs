namespace HelpDesk.Workflow;

/// <summary>Work for another program, which takes it under a lease, tells that it is alive, and reports that it is done or failed.</summary>
/// <param name="Key">The task's key.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Lease">How long a worker owns it without a heartbeat before another may take it.</param>
/// <param name="Heartbeat">How often a worker tells that it is alive; shorter than the lease.</param>
/// <param name="TimeOut">How long one try may take in all.</param>
/// <param name="Tries">How often it is tried before it counts as failed; 1 to 100.</param>
/// <param name="BackOff">How long to wait after the first failed try; each later wait is twice as long.</param>
public sealed record TaskDefinition(string Key, Text Name, Span Lease, Span Heartbeat, Span TimeOut, int Tries, Span BackOff);
