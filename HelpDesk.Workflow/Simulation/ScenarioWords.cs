using System.Text;

namespace HelpDesk.Workflow;

/// <summary>The words by which stories name effects, reasons and happenings.</summary>
public static class ScenarioWords
{
    /// <summary>An effect that goes out: <c>mail received to customer</c>.</summary>
    public static string Of(Effect effect) => effect switch
    {
        Effect.Mail mail => $"mail {mail.Letter} to {Vocabulary.Recipients.Word(mail.To)}",
        Effect.Survey survey => $"survey {survey.Key}",
        Effect.Note => "note",
        Effect.Approval approval => $"approval {approval.Key}",
        Effect.Case other => $"case {other.Workflow}",
        Effect.Webhook webhook => $"webhook {webhook.Key}",
        Effect.Task task => $"task {task.Key}",
        _ => throw new InvalidOperationException("A decision follows every other effect itself."),
    };

    /// <summary>A happening: <c>customer-replied</c>, <c>task-done load</c>.</summary>
    public static string Of(Trigger trigger) => trigger.Key is { } key
        ? $"{Vocabulary.KeyedTriggers.Word(trigger.Kind)} {key}"
        : Vocabulary.Triggers.Word(trigger.Kind);

    /// <summary>A kind of reason: <see cref="ReasonKind.NotFromHere"/> is written <c>not-from-here</c>.</summary>
    public static string Of(ReasonKind kind)
    {
        var words = new StringBuilder();
        foreach (var letter in kind.ToString())
            words.Append(char.IsUpper(letter) && words.Length > 0 ? "-" : "").Append(char.ToLowerInvariant(letter));
        return words.ToString();
    }
}
