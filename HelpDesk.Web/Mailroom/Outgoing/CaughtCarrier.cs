using MimeKit;

namespace HelpDesk.Web.Mailroom.Outgoing;

/// <summary>The demo's: nothing leaves the house. What was sent is read at /manage/post, where the links work.</summary>
internal sealed class CaughtCarrier : IMailCarrier
{
    public bool KeepsTokens => true;

    public Task<HandOver> CarryAsync(MimeMessage message) => Task.FromResult<HandOver>(new HandOver.Accepted());

    public Task RestAsync() => Task.CompletedTask;
}
