using System.Globalization;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Telemetry;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Html;

namespace HelpDesk.Web.Manage.Status;

/// <summary>How the house does, in words: each line says what is so, and where it is bad what to do.</summary>
public sealed partial class StatusWords(Words words, ReaderZone zone)
{
    private const double Gibi = 1 << 30;

    /// <param name="administers">Whether the reader may know where things lie and what a job died of.</param>
    public StatusPage Of(StatusFacts facts, bool administers)
    {
        var house = facts.House;
        return new(
        [
            new(Of(HousePart.Database), "archive", house.LightOf(HousePart.Database), [.. OfDatabase(house)]),
            new(Of(HousePart.Jobs), "clock", house.RunsJobs ? house.LightOf(HousePart.Jobs) : null, [.. OfJobs(facts, administers)]),
            new(Of(HousePart.Mail), "mail", house.LightOf(HousePart.Mail), [.. OfMail(house)]),
            new(Of(HousePart.Mailboxes), "inbox", house.LightOf(HousePart.Mailboxes), [.. OfMailboxes(house)]),
            new(Of(HousePart.Disk), "file-text", house.LightOf(HousePart.Disk), [OfDisk(house.Disk, administers)]),
            new(words["Program"], "info", null, [.. OfProgram(facts.Program)]),
        ]);
    }

    /// <summary>What a part is called.</summary>
    public string Of(HousePart part) => part switch
    {
        HousePart.Database => words["Database"],
        HousePart.Jobs => words["Jobs"],
        HousePart.Mail => words["Outgoing mail"],
        HousePart.Mailboxes => words["Incoming mail"],
        HousePart.Disk => words["Disk"],
        _ => throw new InvalidOperationException($"No words for {part}."),
    };

    public string Of(Light light) => light switch
    {
        Light.Green => words["Fine"],
        Light.Amber => words["Look at it"],
        Light.Red => words["Act now"],
        _ => throw new InvalidOperationException($"No word for {light}."),
    };

    private IEnumerable<StatusLine> OfDatabase(HouseFacts house)
    {
        var database = house.Database;
        yield return new(words["Kind"], Light.Green, Plain($"{database.Kind} {database.Version}"));
        yield return new(words["Size"], Light.Green, Plain(Size(database.Bytes)));
        yield return new(words["Durability"], database.IsDurable ? Light.Green : Light.Red, Plain(database.Durability),
            database.IsDurable ? null : words["A power loss can take what was acknowledged. Set fsync, synchronous_commit and full_page_writes to on in the database’s configuration, and load it again."]);
        yield return new(words["Answers in"], house.DatabaseLight == Light.Amber ? Light.Amber : Light.Green, Plain(words["{0} ms", Number(database.Took.TotalMilliseconds, "0.0")]),
            house.DatabaseLight == Light.Amber ? words["That is slow for a simple question. See whether the machine or its disk is busy with something else."] : null);
        if (database.ClockAhead is { } ahead)
            yield return new(words["Clock"], database.IsSkewed ? Light.Red : Light.Green, Plain(OfClock(ahead)),
                database.IsSkewed ? words["Let every node and the database server follow the same time server: whose clock is wrong takes another’s mails for its own, and they leave twice."] : null);
        yield return new(words["Newest migration"], Light.Green, Plain(database.Migration));
    }

    private string OfClock(TimeSpan ahead) => ahead.TotalSeconds switch
    {
        >= 1 => words["{0} s ahead of the database server’s", Number(ahead.TotalSeconds, "0.0")],
        <= -1 => words["{0} s behind the database server’s", Number(-ahead.TotalSeconds, "0.0")],
        _ => words["Within a second of the database server’s"],
    };

    private IEnumerable<StatusLine> OfMail(HouseFacts house)
    {
        var queues = house.Queues;
        yield return OfQueue(words["Due"], queues.Mails, house, words["See whether the job “Mails that leave” fails, and restart this node if it does not run."]);
        yield return queues.Stuck is { } stuck
            ? new(words["Mail server"], Light.Red, words.Html("No mail can leave: {0}", stuck), words["Mend the mail server or its settings (HelpDesk:Mail:Smtp). Then the mails leave by themselves."])
            : new(words["Mail server"], Light.Green, Plain(queues.PutOff == 0 ? words["Nothing is put off."] : words["{0} mails are put off and tried again.", Count(queues.PutOff)]));
        yield return new(words["Refused or parked"], queues.Troubled > 0 ? Light.Amber : Light.Green, Plain(Count(queues.Troubled)),
            queues.Troubled > 0 ? words["Read there what the mail server said, mend it, and try them again."] : null)
        { Link = queues.Troubled > 0 ? "/manage/post?show=attention" : null };
    }

    private IEnumerable<StatusLine> OfMailboxes(HouseFacts house)
    {
        yield return OfQueue(words["Waiting to be read"], house.Queues.Incoming, house, words["See whether the job “Mails that came in” fails, and restart this node if it does not run."]);
        if (house.Queues.Unread is { } because)
            yield return new(words["Handling"], Light.Red, words.Html("Mails that came in wait: {0}", because), words["Mend what it says, mostly a disk without room. Then they are handled by themselves; none is lost."]);
        if (house.Mailboxes.Count == 0) yield return new(words["Mailboxes"], Light.Green, Plain(words["None is switched on."]));
        foreach (var mailbox in house.Mailboxes)
            yield return mailbox switch
            {
                { FailingSince: { } since } => new(mailbox.Address, mailbox.Light, words.Html("Cannot be read since {0}: {1}", zone.Html(since), mailbox.Error ?? ""),
                    words["Test its connection there, and mend what the test says. What people write meanwhile stays on its server."])
                { Link = "/manage/mailboxes" },
                { ContactAt: { } contact } => new(mailbox.Address, Light.Green, words.Html("Last contact {0}.", zone.Html(contact))),
                _ => new(mailbox.Address, Light.Green, words.Html("Not reached yet.")),
            };
    }

    private StatusLine OfDisk(DiskFacts disk, bool administers) => new(
        administers ? disk.Directory : words["Data directory"], disk.Light, Plain(words["{0} of {1} free", Size(disk.Free), Size(disk.Total)]),
        disk.Light switch
        {
            Light.Red => words["Free some space now, or move the data directory to a larger disk: once it is full nothing can be stored."],
            Light.Amber => words["Free some space, or plan for a larger disk."],
            _ => null,
        });

    private IEnumerable<StatusLine> OfProgram(ProgramFacts program)
    {
        yield return new(words["Version"], Light.Green, Plain(program.Commit is { } commit ? words["{0}, built from {1}", program.Version, commit[..Math.Min(12, commit.Length)]] : program.Version));
        yield return new(words["Node"], Light.Green, Plain(program.Node));
        yield return new(words["Started"], Light.Green, zone.Html(program.StartedAt));
        yield return new(words["Runs on"], Light.Green, Plain($"{program.Runtime}, {program.System}"));
    }

    private StatusLine OfQueue(string what, DueThings queue, HouseFacts house, string advice)
    {
        var light = house.LightOf(queue);
        return new(what, light, queue.Oldest is { } oldest ? words.Html("{0}, the oldest since {1}", Count(queue.Depth), zone.Html(oldest)) : Plain(words["Nothing is due"]), light == Light.Red ? advice : null);
    }

    private string Count(int count) => count < Queues.Most ? Number(count, "N0") : words["{0} or more", Number(count, "N0")];

    private string Size(long bytes) => bytes >= Gibi ? words["{0} GB", Number(bytes / Gibi, "0.0")] : AttachmentDownload.Size(bytes, words);

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.CurrentCulture);

    private static HtmlString Plain(string text) => new(System.Text.Encodings.Web.HtmlEncoder.Default.Encode(text));
}
