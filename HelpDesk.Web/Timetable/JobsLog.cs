using Hangfire.AspNetCore;
using Hangfire.Logging;

namespace HelpDesk.Web.Timetable;

/// <summary>
/// Hangfire's log, by the house's own. Hangfire has one for the whole process, that of the house which opened last: when that one is gone, as in a run of tests,
/// whoever asked for a logger would get an exception, and no job of another house would be laid down or run.
/// </summary>
internal sealed class JobsLog(ILoggerFactory factory) : ILogProvider
{
    private readonly AspNetCoreLogProvider inner = new(factory);

    public ILog GetLogger(string name)
    {
        try
        {
            return inner.GetLogger(name);
        }
        catch (ObjectDisposedException)
        {
            return new Silence();
        }
    }

    private sealed class Silence : ILog
    {
        public bool Log(Hangfire.Logging.LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null) => false;
    }
}
