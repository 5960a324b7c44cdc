using System.Text.RegularExpressions;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Reactions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.House;

/// <summary>What the cast does again and again, through the pages.</summary>
public static class Deeds
{
    /// <summary>A customer files a request in the portal.</summary>
    /// <returns>Its number.</returns>
    public static async Task<long> FilesAsync(this Visitor customer, string subject = "The printer prints stripes", string body = "Since Monday every page has grey stripes.", string priority = "normal")
    {
        var form = (await customer.GetAsync("/portal/tickets/new")).Form("/portal/tickets");
        var page = await form.Fill("subject", subject).Fill("body", body).Fill("priority", priority).SubmitAsync();
        Assert.True(page.IsRedirect, $"Filing was answered {(int)page.Status}: {page.Text}");
        return long.Parse(page.Location.Split('/', '?').Last(part => part.All(char.IsDigit) && part.Length > 0));
    }

    /// <summary>Staff take a step on the ticket page.</summary>
    public static async Task<Page> TakesAsync(this Visitor staff, long number, string step, params (string Field, string Value)[] fields)
    {
        var form = (await staff.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/steps/{step}");
        foreach (var (field, value) in fields) form.Fill(field, value);
        return await form.SubmitAsync($"/desk/tickets/{number}/steps/{step}");
    }

    public static async Task DoesAsync(this Visitor staff, long number, string step, params (string Field, string Value)[] fields)
    {
        var page = await staff.TakesAsync(number, step, fields);
        Assert.True(page.IsRedirect, $"{step} was answered {(int)page.Status}: {page.Text}");
    }

    public static async Task AssignsToSelfAsync(this Visitor agent, long number)
    {
        var page = await (await agent.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/assignment").SubmitAsync();
        Assert.True(page.IsRedirect, $"Assigning was answered {(int)page.Status}: {page.Text}");
    }

    /// <summary>A customer replies in the portal.</summary>
    /// <returns>The number of the ticket that the words ended at.</returns>
    public static async Task<long> RepliesAsync(this Visitor customer, long number, string words)
    {
        var page = await (await customer.GetAsync($"/portal/tickets/{number}")).Form($"/portal/tickets/{number}/replies").Fill("body", words).SubmitAsync();
        Assert.True(page.IsRedirect, $"The reply was answered {(int)page.Status}: {page.Text}");
        return long.Parse(Regex.Match(page.Location, @"/portal/tickets/(\d+)").Groups[1].Value);
    }

    /// <summary>Filed by Carl, assigned to Sasha.</summary>
    public static async Task<long> AssignedTicketAsync(this TestHouse house, Visitor carl, Visitor sasha)
    {
        var number = await carl.FilesAsync();
        await sasha.AssignsToSelfAsync(number);
        await house.SettleAsync();
        return number;
    }

    /// <summary>The same, asked and pending.</summary>
    public static async Task<long> PendingTicketAsync(this TestHouse house, Visitor carl, Visitor sasha)
    {
        var number = await house.AssignedTicketAsync(carl, sasha);
        await sasha.DoesAsync(number, "ask", ("reply", "Which printer is it, please?"));
        await house.SettleAsync();
        return number;
    }

    /// <summary>The same, resolved with an answer.</summary>
    public static async Task<long> ResolvedTicketAsync(this TestHouse house, Visitor carl, Visitor sasha)
    {
        var number = await house.AssignedTicketAsync(carl, sasha);
        await sasha.DoesAsync(number, "resolve", ("reply", "We cleaned the drum. It prints well again."), ("fields[resolution]", "fixed"));
        await house.SettleAsync();
        return number;
    }

    /// <summary>The path of the newest survey link that was mailed to somebody.</summary>
    public static async Task<string> SurveyLinkAsync(this TestHouse house, string email)
    {
        var mail = (await house.PostForAsync(email)).Last(m => m.Letter == Reactions.SurveyLetter);
        return "/survey/" + house.TokenOf(mail);
    }

    public static string TokenOf(this TestHouse house, OutboxMail mail) =>
        house.Services.GetRequiredService<ITokenSeal>().Open(mail.SealedToken!)!;
}
