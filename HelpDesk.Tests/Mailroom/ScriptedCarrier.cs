using HelpDesk.Web.Mailroom.Outgoing;
using MimeKit;

namespace HelpDesk.Tests.Mailroom;

/// <summary>Answers as a test tells it to, and keeps what it was given.</summary>
internal sealed class ScriptedCarrier : IMailCarrier
{
    public List<MimeMessage> Carried { get; } = [];

    public Func<MimeMessage, Task<HandOver>> Answer { get; set; } = _ => Task.FromResult<HandOver>(new HandOver.Accepted());

    public bool KeepsTokens { get; init; }

    public Task<HandOver> CarryAsync(MimeMessage message)
    {
        Carried.Add(message);
        return Answer(message);
    }

    public Task RestAsync() => Task.CompletedTask;

    public void Say(HandOver answer) => Answer = _ => Task.FromResult(answer);
}
