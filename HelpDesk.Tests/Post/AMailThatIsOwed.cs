using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using Xunit;

namespace HelpDesk.Tests.Post;

public sealed class AMailThatIsOwed
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_waits_twice_as_long_after_each_try_and_at_most_four_hours()
    {
        var waits = Enumerable.Range(1, 10).Select(tries => (int)OutboxMail.Backoff(tries).TotalMinutes);
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 240, 240], waits);
    }

    [Fact]
    public void After_ten_tries_in_vain_it_is_parked_until_a_person_looks()
    {
        var mail = Mail();
        for (var i = 0; i < OutboxMail.MaxAttempts; i++) mail.Defer("451 try later", Now);
        Assert.Equal((MailFate.Parked, "451 try later"), (mail.Fate, mail.LastError));
        Assert.True(mail.Retry(Now.AddDays(1)));
        Assert.Equal((MailFate.Pending, 0, Now.AddDays(1)), (mail.Fate, mail.Attempts, mail.DueAt));
    }

    [Fact]
    public void A_sent_one_has_lost_its_token_and_cannot_be_sent_again()
    {
        var mail = Mail();
        mail.BeSent(Now, keepToken: false);
        Assert.Null(mail.SealedToken);
        Assert.False(mail.Retry(Now));
    }

    [Fact]
    public void Only_the_demo_keeps_the_token_of_a_sent_one()
    {
        var mail = Mail();
        mail.BeSent(Now, keepToken: true);
        Assert.NotNull(mail.SealedToken);
    }

    [Fact]
    public void What_the_server_said_is_kept_within_bounds()
    {
        var mail = Mail();
        mail.Fail(new string('x', 10_000));
        Assert.Equal(500, mail.LastError!.Length);
    }

    private static OutboxMail Mail() => OutboxMail.ForAccount("reset-password", new Person("Carl", "carl@example.com", PersonRoles.Customer, Now), "sealed", Now);
}
