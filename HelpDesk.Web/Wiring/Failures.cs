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

    [LoggerMessage(LogLevel.Critical, "{What}")]
    private static partial void LogFailure(ILogger log, Exception failure, string what);
}
