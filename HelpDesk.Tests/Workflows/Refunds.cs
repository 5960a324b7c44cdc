using HelpDesk.Domain.Reactions;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflows;

/// <summary>The sample of a refund to which two managers must agree, for the running product.</summary>
internal static class Refunds
{
    /// <summary>What Sasha notes for the managers alone.</summary>
    public const string Secret = "Between us: he has complained before.";

    /// <summary>The customer is asked instead.</summary>
    public static readonly (string, string) ByTheCustomer = ("\"by\": [\"manager\"], \"needs\": 2", "\"by\": [\"customer\"], \"needs\": 1");

    /// <summary>The sample under the key of the workflow that requests are filed under, with letters that the product has and time by the wall clock.</summary>
    public static string Json(params (string Right, string Wrong)[] edits)
    {
        var json = SampleWorkflow.All.Single(sample => sample.Key == "refund").Json;
        (string Right, string Wrong)[] house =
        [
            ("\"workflow\": \"refund\"", "\"workflow\": \"support\""), ("refund-received", "received"), ("refund-paid", "escalated"), ("refund-declined", "resolved-unanswered"),
            ("\"calendars\": [\"business\"], ", ""), (", \"within\": \"3d\", \"calendar\": \"business\"", ", \"within\": \"3d\""),
        ];
        foreach (var (right, wrong) in house.Concat(edits))
        {
            Assert.Contains(right, json, StringComparison.Ordinal);
            json = json.Replace(right, wrong, StringComparison.Ordinal);
        }
        return json;
    }

    /// <summary>Filed by Carl, proposed by Sasha; who must agree has been mailed.</summary>
    public static async Task<long> ProposedAsync(TestHouse house, Visitor carl, Visitor sasha)
    {
        var number = await carl.FilesAsync("My money back, please");
        await sasha.AssignsToSelfAsync(number);
        await sasha.DoesAsync(number, "propose", ("note", Secret), ("fields[amount]", "80"), ("fields[reason]", "faulty"));
        await house.SettleAsync();
        return number;
    }

    /// <summary>The path of the newest link that was mailed to somebody.</summary>
    public static async Task<string> LinkAsync(TestHouse house, string email) =>
        "/approval/" + house.TokenOf((await house.PostForAsync(email)).Last(mail => mail.Letter == Reactions.ApprovalLetter));
}
