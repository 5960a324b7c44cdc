using HelpDesk.Workflow;
using Xunit;
using static HelpDesk.Tests.Workflow.Support;

namespace HelpDesk.Tests.Workflow;

/// <summary>A case on its way through the shipped workflow.</summary>
public class TheSupportStory
{
    [Fact]
    public void The_shipped_workflow_reads_without_a_fault()
    {
        var (definition, faults) = DefinitionReader.Read(StandardWorkflow.Json);
        Assert.Empty(faults);
        Assert.Equal("open assigned pending resolved closed", string.Join(' ', definition!.States.Select(state => state.Key)));
        Assert.Equal(11, definition.Steps.Length);
        Assert.Equal("No answer", definition.Fields[0].Choices[3].Name.ToString());
    }

    [Fact]
    public void Filing_opens_the_case_mails_both_sides_and_arms_the_timer_in_working_time()
    {
        var moved = Shipped.Happens(CaseSnapshot.New(In(null).Fields), TriggerKind.Created).Moved();
        Assert.Equal(("open", 1), (moved.State, moved.Entry));
        var step = Assert.Single(moved.Path);
        Assert.Equal(("start", null, "open"), (step.Step, step.From, step.To));
        Assert.Equal([new Effect.Mail("received", Recipient.Customer), new Effect.Mail("new-request", Recipient.Team)], step.Effects);
        Assert.Equal([new ArmedTimer("unassigned", 1, Monday.AddHours(4))], moved.Timers);
    }

    [Fact]
    public void Assigning_changes_the_assignee_and_tells_him()
    {
        var moved = Shipped.Take(In("open"), Roles.Manager, "assign", Form(assignee: "ann")).Moved();
        Assert.Equal(("assigned", 4), (moved.State, moved.Entry));
        Assert.Equal(Of("ann"), moved.Changes["assignee"]);
        Assert.Equal(moved.Changes, moved.Path[0].Changes);
        Assert.Equal([new Effect.Mail("assigned", Recipient.Assignee)], moved.Path[0].Effects);
        Assert.Empty(moved.Timers);
    }

    [Fact]
    public void Reassigning_keeps_the_stay_and_its_timers()
    {
        var stayed = Shipped.Take(In("pending", ("assignee", Of("ann"))), Roles.Agent, "reassign", Form(assignee: "bob")).Stayed();
        Assert.Equal(Of("bob"), stayed.Changes["assignee"]);
        Assert.Null(Assert.Single(stayed.Path).To);
        Assert.Empty(stayed.Effects);
    }

    [Fact]
    public void Assigning_again_to_the_same_agent_changes_nothing()
        => Assert.Empty(Shipped.Take(In("pending", ("assignee", Of("ann"))), Roles.Agent, "reassign", Form(assignee: "ann")).Stayed().Changes);

    [Fact]
    public void Asking_arms_two_reminders_and_the_end()
    {
        var moved = Shipped.Take(In("assigned"), Roles.Agent, "ask", Form(reply: true)).Moved();
        Assert.Equal(
            [new("remind", 1, Monday.AddDays(2)), new("remind", 2, Monday.AddDays(4)), new ArmedTimer("give-up", 1, Monday.AddDays(7))],
            moved.Timers);
    }

    [Fact]
    public void A_reminder_mails_and_leaves_the_case_alone()
    {
        var stayed = Shipped.Fire(In("pending"), "remind").Stayed();
        Assert.Equal([new Effect.Mail("reminder", Recipient.Customer)], stayed.Effects);
        Assert.Empty(stayed.Path);
        Assert.Empty(stayed.Changes);
    }

    [Fact]
    public void Giving_up_resolves_and_sets_the_resolution()
    {
        var moved = Shipped.Fire(In("pending"), "give-up").Moved();
        Assert.Equal("resolved", moved.State);
        Assert.Equal(Of("no-answer"), moved.Changes["resolution"]);
        Assert.Equal([new Effect.Mail("resolved-unanswered", Recipient.Customer)], moved.Path[0].Effects);
    }

    [Fact]
    public void The_customers_answer_brings_a_pending_case_back() =>
        Assert.Equal("assigned", Shipped.Happens(In("pending"), TriggerKind.CustomerReplied).Moved().State);

    [Fact]
    public void The_customers_word_on_a_resolved_case_reopens_it_clears_the_resolution_and_counts()
    {
        var moved = Shipped.Happens(In("resolved", ("resolution", Of("fixed")), ("reopenings", FieldValue.Of(1m))), TriggerKind.CustomerReplied).Moved();
        Assert.Equal("assigned", moved.State);
        Assert.True(moved.Changes["resolution"].IsEmpty);
        Assert.Equal(2, moved.Path[0].Changes["reopenings"].Number);
    }

    [Fact]
    public void A_message_that_no_step_is_on_leaves_the_case()
    {
        var stayed = Shipped.Happens(In("open"), TriggerKind.CustomerReplied).Stayed();
        Assert.Empty(stayed.Path);
        Assert.Empty(stayed.Changes);
    }

    [Fact]
    public void An_answered_survey_closes_a_resolved_case_without_counting_a_reopening()
    {
        var moved = Shipped.Happens(In("resolved"), TriggerKind.SurveyAnswered).Moved();
        Assert.Equal("closed", moved.State);
        Assert.Empty(moved.Changes);
        Assert.Equal("closed", Shipped.Fire(In("resolved"), "close").Moved().State);
    }

    [Fact]
    public void The_survey_is_asked_an_hour_after_resolving()
    {
        var moved = Shipped.Take(In("assigned"), Roles.Agent, "resolve", Form(reply: true, fields: ("resolution", Of("fixed")))).Moved();
        Assert.Equal(new ArmedTimer("survey", 1, Monday.AddHours(1)), moved.Timers[0]);
        Assert.Equal([new Effect.Survey("satisfaction")], Shipped.Fire(In("resolved"), "survey").Stayed().Effects);
    }

    [Fact]
    public void Resolving_accepts_a_resolution_that_the_case_has_already() =>
        Shipped.Take(In("assigned", ("resolution", Of("fixed"))), Roles.Agent, "resolve", Form(reply: true)).Moved();

    [Fact]
    public void The_customer_withdraws() => Assert.Equal("closed", Shipped.Take(In("assigned"), Roles.Customer, "withdraw").Moved().State);

    [Theory]
    [InlineData("urgent", 0, true)]
    [InlineData("high", 0, true)]
    [InlineData("normal", 2, true)]
    [InlineData("normal", 1, false)]
    public void Escalating_is_on_for_the_pressing_and_the_returning(string priority, int reopenings, bool on)
    {
        var subject = In("assigned", ("priority", Of(priority)), ("reopenings", FieldValue.Of((decimal)reopenings)));
        Assert.Equal(on, Shipped.Steps(subject, Roles.Agent).Single(offered => offered.Step.Key == "escalate").Available);
        Assert.Equal(on, Shipped.Take(subject, Roles.Agent, "escalate", Form(note: true)) is Decision.Stayed);
    }

    [Fact]
    public void Each_role_sees_its_own_steps_in_the_order_of_the_file()
    {
        Assert.Equal("reassign escalate ask resolve", Offered("assigned", Roles.Agent));
        Assert.Equal("reassign", Offered("assigned", Roles.Manager));
        Assert.Equal("withdraw", Offered("assigned", Roles.Customer));
        Assert.Equal("reassign escalate ask resolve withdraw", Offered("assigned", Roles.Agent | Roles.Customer));
        Assert.Equal("", Offered("assigned", Roles.None));
        Assert.Equal("", Offered("closed", Roles.Agent | Roles.Manager | Roles.Customer));
        Assert.Equal("", Offered("gone", Roles.Agent));
    }

    private static string Offered(string state, Roles by) => string.Join(' ', Shipped.Steps(In(state), by).Select(offered => offered.Step.Key));
}
