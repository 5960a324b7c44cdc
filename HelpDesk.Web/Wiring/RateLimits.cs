using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.RateLimiting;

namespace HelpDesk.Web.Wiring;

/// <summary>How often a form may be sent in a minute, under <c>HelpDesk:Limits</c>. Pages are not limited.</summary>
public sealed record Limits
{
    /// <summary>Sign-in, registration, reset, confirmation, invitation and set-up together, from one address: an office behind one is many people.</summary>
    public int SignIn { get; init; } = 30;

    /// <summary>Survey answers from one address.</summary>
    public int Surveys { get; init; } = 30;

    /// <summary>Answers to approvals by a link, from one address.</summary>
    public int Approvals { get; init; } = 30;

    /// <summary>Requests and replies of one customer.</summary>
    public int Portal { get; init; } = 30;

    /// <summary>No answer about an account comes sooner: whether it is known cannot be read from a clock.</summary>
    public TimeSpan SameTime { get; init; } = TimeSpan.FromMilliseconds(400);
}

/// <summary>Limits on what can be tried, by room: every form in it, without a word in the room itself.</summary>
internal static class RateLimits
{
    private const string Nobody = "";

    private static readonly TimeSpan LongestSameTime = TimeSpan.FromMinutes(1);

    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<Limits>().Bind(builder.Configuration.GetSection("HelpDesk:Limits"))
            .Validate(limits => limits is { SignIn: > 0, Surveys: > 0, Approvals: > 0, Portal: > 0 }, "HelpDesk:Limits:SignIn, Surveys, Approvals and Portal must be numbers from 1 on.")
            .Validate(limits => limits.SameTime >= TimeSpan.Zero && limits.SameTime <= LongestSameTime, "HelpDesk:Limits:SameTime must be from 00:00:00 to 00:01:00.");
        services.AddSingleton(provider => provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<Limits>>().Value);
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<Limits>((options, limits) =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = OnRejected;
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => PartitionOf(context, limits));
        });
    }

    private static RateLimitPartition<string> PartitionOf(HttpContext context, Limits limits)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)) return RateLimitPartition.GetNoLimiter(Nobody);
        return RoomOf(context) switch
        {
            "SignIn" when !context.Request.Path.Equals("/signout") => AMinute("signin " + PlaceOf(context), limits.SignIn),
            "Following" => AMinute("following " + PlaceOf(context), limits.Surveys),
            "Surveys" => AMinute("survey " + PlaceOf(context), limits.Surveys),
            "Approvals" => AMinute("approval " + PlaceOf(context), limits.Approvals),
            "Portal" => AMinute("portal " + (context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? PlaceOf(context)), limits.Portal),
            _ => RateLimitPartition.GetNoLimiter(Nobody),
        };
    }

    private static RateLimitPartition<string> AMinute(string key, int permits) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) });

    private static string RoomOf(HttpContext context)
    {
        var home = context.GetEndpoint()?.Metadata.GetMetadata<ControllerActionDescriptor>()?.ControllerTypeInfo.Namespace?.Split('.');
        return home is { Length: > 2 } ? home[2] : "";
    }

    // A household has a whole network of addresses in IPv6.
    private static string PlaceOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress([.. address.GetAddressBytes()[..8], .. new byte[8]]) + "/64" : address.ToString();
    }

    private static ValueTask OnRejected(OnRejectedContext context, CancellationToken ct)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var given) ? given : TimeSpan.FromMinutes(1);
        context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(Math.Max(1, wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }
}
