using HelpDesk.Domain.Post;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Mailroom;
using HelpDesk.Web.Mailroom.Outgoing;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Xunit;

namespace HelpDesk.Tests.Mailroom;

public sealed class DrainingTheOutbox : IAsyncLifetime
{
    private readonly ScriptedCarrier carrier = new();
    private MailroomHouse house = null!;

    public async ValueTask InitializeAsync() => house = await MailroomHouse.OpenAsync(carrier);

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Every_due_mail_leaves_once()
    {
        for (var i = 0; i < 25; i++) await house.FileAsync();
        await house.DrainAsync();
        await house.DrainAsync();

        Assert.Equal(50, carrier.Carried.Count);
        Assert.Equal(50, carrier.Carried.Select(m => m.MessageId).Distinct().Count());
        Assert.All(await AllAsync(), m => Assert.Equal((MailFate.Sent, 1, null), (m.Fate, m.Attempts, m.Lease)));
    }

    [Fact]
    public async Task A_mail_has_an_id_that_follows_from_its_row_and_a_thread_that_follows_from_its_ticket()
    {
        var number = await house.FileAsync();
        await house.ReplyAsync(number, "Which one?");
        await house.DrainAsync();

        var ticket = await house.ReadAsync(db => db.Tickets.SingleAsync());
        var thread = $"ticket-{ticket.Id.Value:N}@help.acme.test";
        Assert.All(carrier.Carried, m => Assert.Equal((thread, thread), (m.InReplyTo, Assert.Single(m.References))));
        var row = await house.MailAsync("reply", house.Carl);
        var reply = carrier.Carried.Single(m => m.MessageId!.StartsWith($"{row.Id.Value:N}.", StringComparison.Ordinal));
        Assert.Equal(row.CreatedAt, reply.Date);
        Assert.Equal("\"Carl\" <carl@example.com>", reply.To.ToString());
        Assert.Equal("\"Acme Help\" <help@acme.test>", reply.From.ToString());
        // What a person wrote may be answered by a machine; what a machine wrote may not.
        Assert.Null(reply.Headers[HeaderId.AutoSubmitted]);
        Assert.All(carrier.Carried.Where(m => m != reply), m => Assert.Equal("auto-generated", m.Headers[HeaderId.AutoSubmitted]));
    }

    [Fact]
    public async Task A_token_is_masked_in_what_is_kept_and_erased_when_it_is_sent()
    {
        var id = await house.AccountMailAsync("reset-password", "s3cret+token/=");
        carrier.Say(new HandOver.Later("451 later"));
        await house.DrainAsync();
        var waiting = await house.MailAsync(id);
        Assert.Contains(OutboxMail.TokenMark, waiting.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", waiting.Text + waiting.Html + waiting.SealedToken + waiting.LastError, StringComparison.Ordinal);
        Assert.NotNull(waiting.SealedToken);

        carrier.Say(new HandOver.Accepted());
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.DrainAsync();

        Assert.All(carrier.Carried, m =>
        {
            Assert.Contains("s3cret%2Btoken%2F%3D\n", m.TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
            Assert.Contains("s3cret%2Btoken%2F%3D\"", m.HtmlBody!, StringComparison.Ordinal);
            Assert.DoesNotContain(OutboxMail.TokenMark, m.TextBody + m.HtmlBody, StringComparison.Ordinal);
        });
        var sent = await house.MailAsync(id);
        Assert.Null(sent.SealedToken);
        Assert.DoesNotContain("s3cret", sent.Text + sent.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_passing_refusal_is_tried_again_with_growing_pauses()
    {
        var id = await house.AccountMailAsync("password-changed", null);
        carrier.Say(new HandOver.Later("451 Greylisted"));
        await house.DrainAsync();
        await house.DrainAsync();
        var first = await house.MailAsync(id);
        Assert.Equal((MailFate.Deferred, 1, "451 Greylisted", MailroomHouse.Monday.AddMinutes(1)), (first.Fate, first.Attempts, first.LastError, first.DueAt));

        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.DrainAsync();
        Assert.Equal(MailroomHouse.Monday.AddMinutes(3), (await house.MailAsync(id)).DueAt);

        carrier.Say(new HandOver.Accepted());
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        await house.DrainAsync();
        var sent = await house.MailAsync(id);
        Assert.Equal((MailFate.Sent, 3, null), (sent.Fate, sent.Attempts, sent.LastError));
        Assert.Single(carrier.Carried.Select(m => m.MessageId).Distinct());
    }

    [Fact]
    public async Task A_mail_that_is_deferred_too_often_is_parked_and_a_person_can_retry_it()
    {
        var id = await house.AccountMailAsync("password-changed", null);
        carrier.Say(new HandOver.Later("451 Later"));
        for (var i = 0; i < OutboxMail.MaxAttempts + 2; i++)
        {
            await house.DrainAsync();
            house.Clock.Advance(TimeSpan.FromHours(5));
        }
        Assert.Equal(OutboxMail.MaxAttempts, carrier.Carried.Count);
        Assert.Equal(MailFate.Parked, (await house.MailAsync(id)).Fate);

        carrier.Say(new HandOver.Accepted());
        await house.WriteAsync(async (db, cancel) => (await db.Outbox.SingleAsync(m => m.Id == id, cancel)).Retry(house.Clock.GetUtcNow()));
        await house.DrainAsync();
        Assert.Equal(MailFate.Sent, (await house.MailAsync(id)).Fate);
    }

    [Fact]
    public async Task A_refusal_for_good_is_final()
    {
        var id = await house.AccountMailAsync("password-changed", null);
        carrier.Say(new HandOver.Refused("550 No such mailbox"));
        await house.DrainAsync();
        house.Clock.Advance(TimeSpan.FromDays(1));
        await house.DrainAsync();

        Assert.Single(carrier.Carried);
        var mail = await house.MailAsync(id);
        Assert.Equal((MailFate.Failed, "550 No such mailbox"), (mail.Fate, mail.LastError));
    }

    [Fact]
    public async Task While_no_mail_can_leave_one_is_tried_at_a_time_and_none_is_ever_parked()
    {
        for (var i = 0; i < 15; i++) await house.FileAsync();
        carrier.Say(new HandOver.Stuck("Connection refused"));
        for (var minute = 0; minute < 60; minute++)
        {
            await house.DrainAsync();
            house.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Equal(60, carrier.Carried.Count);
        Assert.All(await AllAsync(), m => Assert.Equal((MailFate.Deferred, 0, "Connection refused"), (m.Fate, m.Attempts, m.LastError)));

        carrier.Say(new HandOver.Accepted());
        await house.DrainAsync();
        Assert.All(await AllAsync(), m => Assert.Equal(MailFate.Sent, m.Fate));
    }

    [Fact]
    [Trait("Suite", "faults")]
    public async Task F20_a_mail_that_cannot_be_written_is_parked_at_once_and_does_not_keep_the_mails_behind_it()
    {
        var poison = await house.AccountMailAsync("no-such-letter", null);
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        var sound = await house.AccountMailAsync("password-changed", null);
        await house.DrainAsync();

        var parked = await house.MailAsync(poison);
        Assert.Equal((MailFate.Parked, "There is no letter “no-such-letter”."), (parked.Fate, parked.LastError));
        Assert.Equal(MailFate.Sent, (await house.MailAsync(sound)).Fate);
    }

    [Fact]
    [Trait("Suite", "faults")]
    public async Task F20_a_mail_that_makes_the_carrier_stumble_is_parked_after_ten_tries_and_keeps_nobody()
    {
        var poison = await house.AccountMailAsync("password-changed", null);
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        var sound = await house.AccountMailAsync("account-exists", null);
        carrier.Answer = m => m.MessageId!.StartsWith(poison.Value.ToString("N"), StringComparison.Ordinal) ? throw new InvalidOperationException("Boom") : Task.FromResult<HandOver>(new HandOver.Accepted());
        for (var i = 0; i < OutboxMail.MaxAttempts + 2; i++)
        {
            await house.DrainAsync();
            if (i == 0) Assert.Equal(MailFate.Sent, (await house.MailAsync(sound)).Fate);
            house.Clock.Advance(TimeSpan.FromHours(5));
        }

        Assert.Equal(10, carrier.Carried.Count(m => m.MessageId!.StartsWith(poison.Value.ToString("N"), StringComparison.Ordinal)));
        Assert.Equal(MailFate.Sent, (await house.MailAsync(sound)).Fate);
        Assert.Equal((MailFate.Parked, "Boom"), ((await house.MailAsync(poison)).Fate, (await house.MailAsync(poison)).LastError));
    }

    [Fact]
    public async Task A_late_worker_changes_nothing()
    {
        var id = await house.AccountMailAsync("password-changed", null);
        var other = Guid.NewGuid();
        carrier.Answer = async _ =>
        {
            // While this worker sleeps at the mail server, another takes the mail over.
            house.Clock.Advance(TimeSpan.FromHours(1));
            await house.WriteAsync(async (db, cancel) =>
            {
                (await db.Outbox.SingleAsync(m => m.Id == id, cancel)).Take(other, house.Clock.GetUtcNow().AddMinutes(1));
                return true;
            });
            return new HandOver.Accepted();
        };
        await house.DrainAsync();

        var mail = await house.MailAsync(id);
        Assert.Equal((MailFate.Pending, other, 0), (mail.Fate, mail.Lease, mail.Attempts));
    }

    [Fact]
    public async Task A_worker_whose_lease_ran_out_hands_over_no_more()
    {
        for (var i = 0; i < 3; i++) await house.AccountMailAsync("password-changed", null);
        var other = Guid.NewGuid();
        carrier.Answer = async _ =>
        {
            house.Clock.Advance(TimeSpan.FromHours(1));
            await house.WriteAsync(async (db, cancel) =>
            {
                foreach (var mail in await db.Outbox.ToListAsync(cancel)) mail.Take(other, house.Clock.GetUtcNow().AddMinutes(1));
                return true;
            });
            return new HandOver.Accepted();
        };
        await house.DrainAsync();

        Assert.Single(carrier.Carried);
    }

    [Fact]
    public async Task A_slow_mail_server_does_not_cost_the_lease()
    {
        var id = await house.AccountMailAsync("password-changed", null);
        carrier.Answer = async _ =>
        {
            for (var i = 0; i < 10; i++)
            {
                var before = (await house.MailAsync(id)).LeasedUntil;
                house.Clock.Advance(TimeSpan.FromSeconds(20));
                for (var looks = 0; looks < 200 && (await house.MailAsync(id)).LeasedUntil == before; looks++) await Task.Yield();
            }
            return new HandOver.Accepted();
        };
        await house.DrainAsync();

        Assert.Equal(MailFate.Sent, (await house.MailAsync(id)).Fate);
    }

    [Fact]
    public async Task A_mail_whose_worker_died_is_taken_over_when_the_lease_ends_and_is_the_same_mail()
    {
        var id = await house.AccountMailAsync("password-changed", null);
        carrier.Say(new HandOver.Later("The connection broke"));
        await house.DrainAsync();
        var written = await house.MailAsync(id);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        var dead = await house.Get<Outbox>().TakeAsync(TestContext.Current.CancellationToken);
        Assert.Single(dead.Mails);

        carrier.Say(new HandOver.Accepted());
        await house.DrainAsync();
        Assert.Single(carrier.Carried);
        house.Clock.Advance(Outbox.LeaseTime);
        await house.DrainAsync();

        Assert.Equal(2, carrier.Carried.Count);
        var sent = await house.MailAsync(id);
        Assert.Equal((MailFate.Sent, written.Text, written.Html), (sent.Fate, sent.Text, sent.Html));
        Assert.Equal(carrier.Carried[0].MessageId, carrier.Carried[1].MessageId);
    }

    [Fact]
    public async Task What_was_taken_and_not_handed_over_is_due_again_at_once_when_the_program_stops()
    {
        for (var i = 0; i < 3; i++) await house.AccountMailAsync("password-changed", null);
        using var stop = new CancellationTokenSource();
        carrier.Answer = async _ =>
        {
            await stop.CancelAsync();
            return new HandOver.Accepted();
        };
        await house.Get<OutboxDrain>().RunAsync(stop.Token);

        Assert.Single(carrier.Carried);
        Assert.Equal(2, await house.ReadAsync(db => db.Outbox.DueBy(house.Clock.GetUtcNow()).CountAsync()));
        Assert.Equal(1, await house.ReadAsync(db => db.Outbox.CountAsync(m => m.Fate == MailFate.Sent)));
    }

    [Fact]
    public async Task Two_drains_at_once_hand_over_once()
    {
        for (var i = 0; i < 10; i++) await house.FileAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(house.DrainAsync)));
        await house.DrainAsync();

        Assert.Equal(20, carrier.Carried.Count);
    }

    private Task<List<OutboxMail>> AllAsync() => house.ReadAsync(db => db.Outbox.AsNoTracking().ToListAsync());
}
