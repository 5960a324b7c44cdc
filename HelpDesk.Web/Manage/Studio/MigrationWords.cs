using HelpDesk.Web.Manage.Studio.Inputs;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>Says why a ticket cannot come to another version.</summary>
public sealed class MigrationWords(Words words, ReasonSentences reasons)
{
    /// <param name="target">The version that it would come to.</param>
    public string Of(MigrationObstacle obstacle, CompiledWorkflow target) => obstacle.Kind switch
    {
        MigrationObstacleKind.NoState => words["There is no state “{0}” any more, and nothing says where its tickets go.", obstacle.Key],
        MigrationObstacleKind.NoWayForward => words["In “{0}” nothing could happen to it: no step is on for it and no timer waits.", target.State(obstacle.Key)?.Name.Shown() ?? obstacle.Key],
        MigrationObstacleKind.MissingField => words["A step that is taken by itself needs “{0}”, which it does not have.", reasons.FieldName(obstacle.Key, target)],
        MigrationObstacleKind.WrongValue => words["Its value of “{0}” does not fit the field as it is defined now.", reasons.FieldName(obstacle.Key, target)],
        MigrationObstacleKind.NoApproval => words["It waits for the consent “{0}”, which there is no more.", obstacle.Key],
        _ => throw new InvalidOperationException($"No words for {obstacle.Kind}."),
    };
}
