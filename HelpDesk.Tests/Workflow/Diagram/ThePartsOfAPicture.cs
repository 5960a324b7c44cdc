using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Diagram;

public class ThePartsOfAPicture
{
    private readonly DrawnPicture picture = new(SupportByHand.Workflow("Refund",
        [
            SupportByHand.State("asked", "Asked", Phase.Pending, SupportByHand.Timer("remind", new(2, SpanUnit.Days)) with { Anchor = TimerAnchor.LastCustomerMessage }),
            SupportByHand.State("paid", "Paid", Phase.Closed),
            SupportByHand.State("refused", "Refused", Phase.Closed),
        ],
        [
            SupportByHand.Step("weekly", "Weekly", new Source.Nowhere(), "asked") with { On = [new(TriggerKind.Schedule, "0 7 * * 1")] },
            SupportByHand.Step("pay", "Pay", SupportByHand.From("asked"), "paid") with { On = [new(TriggerKind.ApprovalGranted, "refund"), new(TriggerKind.TaskDone, "transfer")] },
            SupportByHand.Step("refuse", "Refuse", SupportByHand.From("asked"), "refused") with { On = [new(TriggerKind.ApprovalDenied, "refund"), new(TriggerKind.TaskFailed, "transfer"), new(TriggerKind.CaseClosed)] },
        ]) with
    {
        Clocks = [new("reply", Text.Of("First reply"), [], [], [], null, [Phase.Pending])],
        Approvals = [new("refund", Text.Of("Refund"), Roles.Manager, 2, ["paid"], null, null)],
        Tasks = [new("transfer", Text.Of("Bank transfer"), new(1, SpanUnit.Hours), new(1, SpanUnit.Minutes), new(2, SpanUnit.Hours), 3, new(1, SpanUnit.Minutes))],
    });

    [Fact]
    public void What_takes_a_step_stands_beneath_it_in_words() => Assert.Equal(
        ["on schedule 0 7 * * 1", "Refund: granted, Bank transfer: done", "Refund: denied, Bank transfer: failed, linked case closed"],
        picture.With("wf-cue").Select(cue => cue.Elements().FirstOrDefault()?.Value ?? cue.Value));

    [Fact]
    public void A_state_tells_which_clock_stands_still_in_it_and_which_approval_it_needs()
    {
        Assert.Equal("Asked, phase Pending; steps out: Pay to Paid, Refuse to Refused; timers: 2 d since the customer wrote: Remind; First reply is paused", DrawnPicture.Spoken(picture.State("asked")));
        Assert.Equal("Paid, phase Closed; only after Refund", DrawnPicture.Spoken(picture.State("paid")));
        Assert.Equal(["First reply is paused", "only after Refund"], picture.With("wf-fact").Select(row => row.Value));
    }

    [Fact]
    public void Clocks_and_approvals_are_named_in_the_description() =>
        Assert.EndsWith(" Clocks: First reply. Approvals: Refund.", picture.Root.Elements().Single(part => part.Name.LocalName == "desc").Value);
}
