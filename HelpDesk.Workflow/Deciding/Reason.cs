namespace HelpDesk.Workflow;

/// <summary>Why a command was refused or a step is off. The caller puts it into the reader's words; <see cref="ToString"/> gives plain English.</summary>
/// <param name="Kind">The kind of reason.</param>
/// <param name="Key">The step, field or requirement it is about, or null.</param>
/// <param name="Guard">The part of the guard that does not hold, or null.</param>
public sealed record Reason(ReasonKind Kind, string? Key = null, Guard? Guard = null)
{
    /// <summary>One plain English sentence.</summary>
    public override string ToString() => Kind switch
    {
        ReasonKind.UnknownStep => $"The workflow has no step {Key}.",
        ReasonKind.NotFromHere => $"The step {Key} cannot be taken from here.",
        ReasonKind.NotYours => $"The step {Key} is not yours to take.",
        ReasonKind.GuardFails => Guard is null ? $"The step {Key} is off." : $"Only when: {GuardWords.Of(Guard)}.",
        ReasonKind.Missing => Key switch
        {
            Requirements.Reply => "A reply to the customer is missing.",
            Requirements.Note => "A note is missing.",
            Requirements.Assignee => "Nobody is named to work on it.",
            _ => $"The field {Key} has no value yet.",
        },
        ReasonKind.UnknownField => $"The workflow has no field {Key}.",
        ReasonKind.NotSettable => $"The field {Key} cannot be set here.",
        ReasonKind.WrongValue => $"The value does not fit the field {Key}.",
        ReasonKind.StayIsOver => $"The timer {Key} belongs to a stay that is over.",
        ReasonKind.UnknownTimer => $"This state has no timer {Key}.",
        ReasonKind.DoesNotRest => $"Automatic steps never come to rest; the next would be {Key}.",
        ReasonKind.NotAsked => $"The approval {Key} is not being asked for.",
        ReasonKind.OwnRequest => $"Nobody consents to their own request for {Key}.",
        ReasonKind.AlreadyDecided => $"This person has consented to {Key} already.",
        ReasonKind.UnknownApproval => $"The workflow has no approval {Key}.",
        ReasonKind.NotYourApproval => $"The approval {Key} is for others to decide.",
        ReasonKind.NoStart => "No step of the workflow starts this case.",
        _ => throw new InvalidOperationException($"{Kind} has no words."),
    };
}

/// <summary>The kinds of reason.</summary>
public enum ReasonKind
{
    /// <summary>The workflow has no such step.</summary>
    UnknownStep,
    /// <summary>The step exists, but not from the state in which the case stands.</summary>
    NotFromHere,
    /// <summary>The step is for another role, or is never taken by hand.</summary>
    NotYours,
    /// <summary>The guard does not hold.</summary>
    GuardFails,
    /// <summary>The form lacks a reply, a note, an assignee or a field.</summary>
    Missing,
    /// <summary>The workflow has no such field.</summary>
    UnknownField,
    /// <summary>The field may not be set by this person.</summary>
    NotSettable,
    /// <summary>The value does not fit the field.</summary>
    WrongValue,
    /// <summary>The timer belongs to a stay that is over.</summary>
    StayIsOver,
    /// <summary>The workflow has no such timer in this state.</summary>
    UnknownTimer,
    /// <summary>Automatic steps did not come to rest within as many steps as there are states.</summary>
    DoesNotRest,
    /// <summary>The workflow has no such approval.</summary>
    UnknownApproval,
    /// <summary>The approval is for another role to decide.</summary>
    NotYourApproval,
    /// <summary>The approval is decided, was withdrawn, or was asked for anew.</summary>
    NotAsked,
    /// <summary>The person asked for this approval.</summary>
    OwnRequest,
    /// <summary>The person has consented in this round.</summary>
    AlreadyDecided,
    /// <summary>No step starts a case.</summary>
    NoStart,
}
