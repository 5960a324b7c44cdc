using HelpDesk.Web;
using HelpDesk.Web.Manage;
using HelpDesk.Web.Manage.Workflows;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.Extensions.Localization;
using Xunit;

namespace HelpDesk.Tests.Manage;

public sealed class SayingWhatAWorkflowDoes
{
    private static readonly Words Words = new(new EnglishKeys());
    private static readonly WorkflowWords Say = new(Words, new ManageWords(Words), new ReasonSentences(Words));
    private static readonly CompiledWorkflow Support = CompiledWorkflow.Compile(StandardWorkflow.Read());

    [Fact]
    public void A_timer_with_effects_on_a_calendar() =>
        Assert.Equal("After 4 hours of working time (calendar “Business”): Mail “Still unassigned” to the team", Timer("open", "unassigned"));

    [Fact]
    public void A_timer_that_repeats() => Assert.Equal("Every 2 days, twice: Mail “Reminder” to the customer", Timer("pending", "remind"));

    [Fact]
    public void A_timer_that_takes_a_step() => Assert.Equal("After 5 days: the step “Close”", Timer("resolved", "close"));

    [Fact]
    public void Who_takes_a_step_by_hand_or_what_takes_it_by_itself()
    {
        Assert.Equal(["Agent", "Manager"], Say.Who(Support.Step("assign")!, Support));
        Assert.Equal(["By itself, when the survey is answered", "By itself, by a timer"], Say.Who(Support.Step("close")!, Support));
    }

    [Fact]
    public void When_a_step_is_on()
    {
        Assert.Equal("Only when Priority is High or Urgent or Reopenings is at least 2", Say.When(Support.Step("escalate")!, Support));
        Assert.Null(Say.When(Support.Step("resolve")!, Support));
    }

    [Fact]
    public void What_its_form_asks_for_and_what_follows()
    {
        Assert.Equal(["A reply to the customer", "Resolution"], Say.Requires(Support.Step("resolve")!, Support));
        Assert.Equal(["“Resolution” is cleared", "Mail “Customer replied” to the assignee, else the team"], Say.Effects(Support.Step("reopen")!.Effects, Support));
    }

    [Fact]
    public void Where_it_leads()
    {
        Assert.Equal("Nowhere yet: it files the ticket", Say.From(Support.Step("start")!, Support.Definition));
        Assert.Equal("Stays where it is", Say.To(Support.Step("escalate")!, Support.Definition));
        Assert.Equal("Resolved", Say.To(Support.Step("resolve")!, Support.Definition));
    }

    [Fact]
    public void The_pictures_words_are_the_cores_own_in_English() => Assert.Equal(PictureWords.English, PictureTexts.In(Words));

    private static string Timer(string state, string timer) => Say.Timer(Support.State(state)!.Timers.Single(t => t.Key == timer), Support);

    /// <summary>English: every key is its own sentence.</summary>
    private sealed class EnglishKeys : IStringLocalizer<Texts>
    {
        public LocalizedString this[string name] => new(name, name);
        public LocalizedString this[string name, params object[] arguments] => new(name, string.Format(System.Globalization.CultureInfo.InvariantCulture, name, arguments));
        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
    }
}
