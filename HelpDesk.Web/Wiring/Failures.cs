namespace HelpDesk.Web.Wiring;

/// <summary>What nobody foresaw: one sentence for whoever starts the program, all else in the log, and a status by which a supervisor starts it again.</summary>
internal static partial class Failures
{
    /// <summary>The exit status.</summary>
    public const int Failed = 1;

    public static int Tell(WebApplication app, string what, Exception failure)
    {
        LogFailure(app.Logger, failure, what);
        Console.Error.WriteLine($"{what} ({failure.Message.ReplaceLineEndings(" ").TrimEnd('.')}): look into the log, and start it again.");
        return Failed;
    }

    /// <summary>What a service of the house died of; null while all live. The host stops for it and ends as if it had been told to.</summary>
    /// <param name="hasStarted">Whether the host had started before it was told to stop: if not, services are given up together with the start, which is no death.</param>
    public static Exception? Death(IServiceProvider house, bool hasStarted)
    {
        var dead = house.GetServices<IHostedService>().OfType<BackgroundService>().Select(service => service.ExecuteTask)
            .FirstOrDefault(run => run is { IsFaulted: true } || (hasStarted && run is { IsCanceled: true }));
        return dead is null ? null : dead.Exception?.GetBaseException() ?? new TaskCanceledException(dead);
    }

    [LoggerMessage(LogLevel.Critical, "{What}")]
    private static partial void LogFailure(ILogger log, Exception failure, string what);
}
