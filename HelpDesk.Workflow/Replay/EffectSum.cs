using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>The mails and surveys of a list of effects, added up once.</summary>
internal readonly record struct EffectSum(int Mails, int Surveys, long Print)
{
    public static EffectSum Of(ImmutableArray<Effect> effects)
    {
        var sum = default(EffectSum);
        foreach (var effect in effects)
            sum = effect switch
            {
                Effect.Mail mail => new(sum.Mails + 1, sum.Surveys, sum.Print + HashCode.Combine(mail.Letter, mail.To)),
                Effect.Survey survey => new(sum.Mails, sum.Surveys + 1, sum.Print + HashCode.Combine(survey.Key, 17)),
                _ => sum,
            };
        return sum;
    }

    /// <summary>Both together; the order does not matter.</summary>
    public static EffectSum operator +(EffectSum one, EffectSum other) =>
        new(one.Mails + other.Mails, one.Surveys + other.Surveys, one.Print + other.Print);
}
