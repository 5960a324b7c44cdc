using MimeKit;

namespace HelpDesk.Web.Mailroom.Outgoing;

/// <summary>Takes mails out of the house: to a mail server, into a directory, or in the demo nowhere.</summary>
internal interface IMailCarrier
{
    /// <summary>Whether the links of sent mails must go on working on our own pages, because nobody else has them.</summary>
    bool KeepsTokens { get; }

    /// <summary>Hands one mail over. Every expected trouble is an answer.</summary>
    Task<HandOver> CarryAsync(MimeMessage message);

    /// <summary>Nothing more to carry for now.</summary>
    Task RestAsync();
}

/// <summary>Makes a carrier of the caller's own: the house's one carries for the outbox, one mail at a time.</summary>
internal delegate IMailCarrier CarrierMaker();

/// <summary>What came of handing a mail over.</summary>
internal abstract record HandOver
{
    private HandOver() { }

    /// <summary>The mail is theirs now.</summary>
    public sealed record Accepted : HandOver;

    /// <summary>Not now: a passing refusal, or the connection broke.</summary>
    public sealed record Later(string Words) : HandOver;

    /// <summary>Never: this mail, or its recipient, is refused for good.</summary>
    public sealed record Refused(string Words) : HandOver;

    /// <summary>No mail at all can leave: no server, no connection, no admission. It is not this mail's fault.</summary>
    public sealed record Stuck(string Words) : HandOver;
}
