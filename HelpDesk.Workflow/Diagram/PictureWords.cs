namespace HelpDesk.Workflow;

/// <summary>The words in a picture that come from the product and not from the definition. <c>{0}</c>, <c>{1}</c> … are filled in.</summary>
public sealed record PictureWords
{
    /// <summary>The words in English.</summary>
    public static PictureWords English { get; } = new();

    /// <summary>The picture's title; {0} the workflow.</summary>
    public string Title { get; init; } = "Workflow {0}";
    /// <summary>The picture's description; {0} number of states, {1} number of steps, {2} where it starts, {3} where it ends.</summary>
    public string Description { get; init; } = "States: {0}. Steps: {1}. Starts in: {2}. Ends in: {3}.";
    /// <summary>In the place of a list that is empty.</summary>
    public string Nowhere { get; init; } = "nowhere";
    /// <summary>What the dot at the beginning is called.</summary>
    public string Start { get; init; } = "Start";
    /// <summary>How many cases stand in a state; {0} the number.</summary>
    public string Live { get; init; } = "{0} live";
    /// <summary>Beneath the name of the state in which the case stands.</summary>
    public string Here { get; init; } = "The case is here";

    /// <summary>Which part of the case's way a step was, spoken; {0} its numbers, from 1.</summary>
    public string Taken { get; init; } = "taken as number {0}";
    /// <summary>The case's way in the picture's description; {0} a list of steps.</summary>
    public string Path { get; init; } = "Path taken: {0}.";
    /// <summary>What became of a state or step between two versions; {0} the change, {1} a list of names.</summary>
    public string Changes { get; init; } = "{0}: {1}.";
    /// <summary>The change <see cref="PictureChange.Added"/>.</summary>
    public string Added { get; init; } = "added";
    /// <summary>The change <see cref="PictureChange.Removed"/>.</summary>
    public string Removed { get; init; } = "removed";
    /// <summary>The change <see cref="PictureChange.Changed"/>.</summary>
    public string Changed { get; init; } = "changed";

    /// <summary>A phase, spoken; {0} its name.</summary>
    public string InPhase { get; init; } = "phase {0}";
    /// <summary>What leads out of a state, spoken; {0} a list of <see cref="StepTo"/>.</summary>
    public string StepsOut { get; init; } = "steps out: {0}";
    /// <summary>One of them; {0} the step, {1} the state it enters.</summary>
    public string StepTo { get; init; } = "{0} to {1}";
    /// <summary>The steps that stay in a state, spoken; {0} a list.</summary>
    public string StepsThatStay { get; init; } = "steps that stay: {0}";
    /// <summary>A state's timers, spoken; {0} a list of <see cref="Timer"/>.</summary>
    public string Timers { get; init; } = "timers: {0}";
    /// <summary>A step, spoken; {0} the step, {1} from where, {2} to where, {3} who or what takes it.</summary>
    public string Step { get; init; } = "{0}, from {1} to {2}, {3}";
    /// <summary>A step that stays, spoken; {0} the step, {1} the state, {2} who or what takes it.</summary>
    public string StepThatStays { get; init; } = "{0}, stays in {1}, {2}";

    /// <summary>A clock that does not count the time in a state; {0} the clock.</summary>
    public string ClockPaused { get; init; } = "{0} is paused";
    /// <summary>A state that no case may enter without an approval that was asked for; {0} the approval.</summary>
    public string Protected { get; init; } = "only after {0}";
    /// <summary>The service-level clocks, in the picture's description; {0} a list.</summary>
    public string Clocks { get; init; } = "Clocks: {0}.";
    /// <summary>The approvals, in the picture's description; {0} a list.</summary>
    public string Approvals { get; init; } = "Approvals: {0}.";

    /// <summary>A timer; {0} after how long, {1} what it does.</summary>
    public string Timer { get; init; } = "{0}: {1}";
    /// <summary>A timer that fires several times; {0} what it does, {1} how often.</summary>
    public string Repeated { get; init; } = "{0} ×{1}";
    /// <summary>A length of time by a working calendar; {0} the length, {1} the calendar.</summary>
    public string OnCalendar { get; init; } = "{0} ({1})";
    /// <summary>A length of time that counts from the customer's last message; {0} the length.</summary>
    public string SinceCustomerWrote { get; init; } = "{0} since the customer wrote";
    /// <summary>A length of time that counts from an agent's last message; {0} the length.</summary>
    public string SinceAgentWrote { get; init; } = "{0} since an agent wrote";
    /// <summary>Minutes; {0} how many.</summary>
    public string Minutes { get; init; } = "{0} min";
    /// <summary>Hours; {0} how many.</summary>
    public string Hours { get; init; } = "{0} h";
    /// <summary>Days; {0} how many.</summary>
    public string Days { get; init; } = "{0} d";
    /// <summary>Weeks; {0} how many.</summary>
    public string Weeks { get; init; } = "{0} w";

    /// <summary>A step that a person takes, spoken; {0} a list of roles.</summary>
    public string ByHand { get; init; } = "by hand: {0}";
    /// <summary>A step that only the customer takes by hand.</summary>
    public string ByTheCustomer { get; init; } = "by the customer";
    /// <summary>The role of <see cref="Roles.Customer"/>.</summary>
    public string Customer { get; init; } = "Customer";
    /// <summary>The role of <see cref="Roles.Agent"/>.</summary>
    public string Agent { get; init; } = "Agent";
    /// <summary>The role of <see cref="Roles.Manager"/>.</summary>
    public string Manager { get; init; } = "Manager";

    /// <summary>Taken by a timer; {0} after how long.</summary>
    public string After { get; init; } = "after {0}";
    /// <summary>Taken by a timer that this state does not have.</summary>
    public string ByTimer { get; init; } = "by a timer";
    /// <summary>Taken when the case is filed.</summary>
    public string WhenFiled { get; init; } = "when filed";
    /// <summary>Taken when the customer wrote.</summary>
    public string CustomerReplies { get; init; } = "customer replies";
    /// <summary>Taken when an agent wrote.</summary>
    public string AgentReplies { get; init; } = "agent replies";
    /// <summary>Taken when a survey was answered.</summary>
    public string SurveyAnswered { get; init; } = "survey answered";
    /// <summary>Taken as soon as its guard holds.</summary>
    public string Automatic { get; init; } = "automatic";
    /// <summary>Taken when a field changed; {0} the field.</summary>
    public string FieldChanges { get; init; } = "{0} changes";

    /// <summary>Taken when a linked case that this one started was closed.</summary>
    public string LinkedCaseClosed { get; init; } = "linked case closed";
    /// <summary>Taken when an approval has its consents; {0} the approval.</summary>
    public string ApprovalGranted { get; init; } = "{0}: granted";
    /// <summary>Taken when an approval was denied; {0} the approval.</summary>
    public string ApprovalDenied { get; init; } = "{0}: denied";
    /// <summary>Taken when another program did its work; {0} the task.</summary>
    public string TaskDone { get; init; } = "{0}: done";
    /// <summary>Taken when another program's work failed; {0} the task.</summary>
    public string TaskFailed { get; init; } = "{0}: failed";
    /// <summary>Files a case by the clock; {0} the five fields of the schedule.</summary>
    public string OnSchedule { get; init; } = "on schedule {0}";

    /// <summary>The phase <see cref="Phase.Open"/>.</summary>
    public string PhaseOpen { get; init; } = "Open";
    /// <summary>The phase <see cref="Phase.Assigned"/>.</summary>
    public string PhaseAssigned { get; init; } = "Assigned";
    /// <summary>The phase <see cref="Phase.Pending"/>.</summary>
    public string PhasePending { get; init; } = "Pending";
    /// <summary>The phase <see cref="Phase.OnHold"/>.</summary>
    public string PhaseOnHold { get; init; } = "On hold";
    /// <summary>The phase <see cref="Phase.Resolved"/>.</summary>
    public string PhaseResolved { get; init; } = "Resolved";
    /// <summary>The phase <see cref="Phase.Closed"/>.</summary>
    public string PhaseClosed { get; init; } = "Closed";
}
