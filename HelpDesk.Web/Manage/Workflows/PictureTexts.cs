using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Workflows;

/// <summary>The picture's own words in the reader's language. Their placeholders are filled in by the picture.</summary>
public static class PictureTexts
{
    public static PictureWords In(Words words) => new()
    {
        Title = words["Workflow {0}"],
        Description = words["States: {0}. Steps: {1}. Starts in: {2}. Ends in: {3}."],
        Nowhere = words["nowhere"],
        Start = words["Start"],
        Live = words["{0} live"],
        Here = words["The case is here"],
        InPhase = words["phase {0}"],
        StepsOut = words["steps out: {0}"],
        StepTo = words["{0} to {1}"],
        StepsThatStay = words["steps that stay: {0}"],
        Timers = words["timers: {0}"],
        Step = words["{0}, from {1} to {2}, {3}"],
        StepThatStays = words["{0}, stays in {1}, {2}"],
        Timer = words["{0}: {1}"],
        Repeated = words["{0} ×{1}"],
        OnCalendar = words["{0} ({1})"],
        Minutes = words["{0} min"],
        Hours = words["{0} h"],
        Days = words["{0} d"],
        Weeks = words["{0} w"],
        ByHand = words["by hand: {0}"],
        ByTheCustomer = words["by the customer"],
        Customer = words["Customer"],
        Agent = words["Agent"],
        Manager = words["Manager"],
        After = words["after {0}"],
        ByTimer = words["by a timer"],
        WhenFiled = words["when filed"],
        CustomerReplies = words["customer replies"],
        AgentReplies = words["agent replies"],
        SurveyAnswered = words["survey answered"],
        Automatic = words["automatic"],
        FieldChanges = words["{0} changes"],
        PhaseOpen = words["Open"],
        PhaseAssigned = words["Assigned"],
        PhasePending = words["Pending"],
        PhaseOnHold = words["On hold"],
        PhaseResolved = words["Resolved"],
        PhaseClosed = words["Closed"],
    };
}
