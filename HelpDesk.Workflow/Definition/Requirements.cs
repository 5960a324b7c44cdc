namespace HelpDesk.Workflow;

/// <summary>What a step's form can be asked for besides fields. Each is met only by the form itself.</summary>
public static class Requirements
{
    /// <summary>A message to the customer.</summary>
    public const string Reply = "reply";
    /// <summary>An internal note.</summary>
    public const string Note = "note";
    /// <summary>A named agent: the built-in field of the same key.</summary>
    public const string Assignee = BuiltInFields.Assignee;

    /// <summary>Whether only the form can meet it: a value that the case has already does not count.</summary>
    public static bool OnlyByForm(string requirement) => requirement is Reply or Note or Assignee;
}
