using HelpDesk.Web.Desk.Tickets;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Desk;

public sealed class TellingWhatATimerDoes
{
    private static readonly CompiledWorkflow Workflow = CompiledWorkflow.Compile(StandardWorkflow.Read());
    private static readonly TimerWords Timers = new(Echo.Words, new LetterWords(Echo.Words));

    [Theory]
    [InlineData("open", "unassigned", "Warns the desk", "Mail to the team: Still unassigned", "After 4 working hours: mail to the team (Still unassigned).")]
    [InlineData("pending", "remind", "Reminder", "Mail to Carl: Reminder", "After 2 days, 2 times in all: mail to Carl (Reminder).")]
    [InlineData("pending", "give-up", "Resolve unanswered", "Takes the step “Resolve unanswered”: it becomes Resolved", "After 7 days it takes the step “Resolve unanswered” by itself.")]
    [InlineData("resolved", "survey", "Survey", "Carl is asked for a rating", "After 1 hour Carl is asked for a rating.")]
    public void Each_timer_of_the_standard_workflow_has_words(string state, string key, string briefly, string does, string follows)
    {
        var timer = Workflow.State(state)!.Timers.Single(t => t.Key == key);
        Assert.Equal(briefly, Timers.Briefly(timer, Workflow));
        Assert.Equal([does], Timers.Does(timer, Workflow, "Carl"));
        Assert.Equal([follows], Timers.Follows(timer, Workflow, "Carl"));
    }

    [Fact]
    public void A_step_s_button_tells_what_follows()
    {
        var words = new StepWords(Echo.Words, Timers, new LetterWords(Echo.Words));
        var ask = Workflow.Step("ask")!;
        Assert.Equal("Reply and ask the customer", words.WithReply(ask));
        Assert.Equal(
            "Carl gets your words by mail. It becomes Pending. After 2 days, 2 times in all: mail to Carl (Reminder). After 7 days it takes the step “Resolve unanswered” by itself.",
            words.Follows(ask, Workflow, "Carl"));
    }
}
