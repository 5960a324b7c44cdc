using HelpDesk.Web.Desk;
using HelpDesk.Web.Manage;
using HelpDesk.Web.Portal;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Xunit;

namespace HelpDesk.Tests.Architecture;

/// <summary>Every controller stands in a room, behind that room's door.</summary>
public sealed class TheRooms
{
    private static readonly IReadOnlyList<Type> Controllers = [.. typeof(Doors).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(ControllerBase)) && !t.IsAbstract)];

    [Fact]
    public void A_controller_of_a_room_stands_behind_its_door()
    {
        Assert.NotEmpty(Controllers);
        foreach (var controller in Controllers)
        {
            var room = controller.Namespace!.Split('.')[2];
            var held = room switch
            {
                "Portal" => controller.IsAssignableTo(typeof(PortalController)),
                "Desk" => controller.IsAssignableTo(typeof(DeskController)),
                "Manage" => controller.IsAssignableTo(typeof(ManageController)),
                "SignIn" or "Surveys" or "Approvals" or "Following" or "Wiring" => SaysWho(controller),
                _ => false,
            };
            Assert.True(held, $"{controller.FullName} is not held to a door of its room.");
        }
    }

    [Fact]
    public void Nobody_opens_a_room_s_door_from_inside()
    {
        foreach (var controller in Controllers.Where(c => c.IsAssignableTo(typeof(PortalController)) || c.IsAssignableTo(typeof(DeskController)) || c.IsAssignableTo(typeof(ManageController))))
        {
            Assert.Empty(controller.GetCustomAttributes(typeof(AllowAnonymousAttribute), inherit: true));
            Assert.DoesNotContain(controller.GetMethods(), m => m.GetCustomAttributes(typeof(AllowAnonymousAttribute), inherit: true).Length > 0);
        }
    }

    [Fact]
    public void The_core_depends_on_nothing_and_the_domain_not_on_the_web()
    {
        Assert.All(typeof(HelpDesk.Workflow.CompiledWorkflow).Assembly.GetReferencedAssemblies(), name => Assert.True(name.Name!.StartsWith("System", StringComparison.Ordinal) || name.Name == "netstandard", name.Name));
        Assert.DoesNotContain(typeof(HelpDesk.Domain.Tickets.Ticket).Assembly.GetReferencedAssemblies(), name => name.Name == "HelpDesk.Web");
    }

    [Fact]
    public void A_controller_needs_at_most_five_things()
    {
        foreach (var controller in Controllers)
            Assert.True(controller.GetConstructors().Single().GetParameters().Length <= 5, controller.FullName);
    }

    [Fact]
    public void No_page_query_mail_or_job_names_a_state_or_a_step()
    {
        var definition = HelpDesk.Workflow.StandardWorkflow.Read();
        // Keys that are ordinary words of the product as well (a phase, a verb on a button) are told apart by the quotes of a key.
        var keys = definition.Steps.Select(s => s.Key).Concat(definition.States.Select(s => s.Key)).Where(key => key is not ("start" or "close")).ToList();
        var offences = new List<string>();
        foreach (var file in System.IO.Directory.EnumerateFiles(Path.Combine(House.Sources.Root, "HelpDesk.Web"), "*.cs*", SearchOption.AllDirectories)
            .Concat(System.IO.Directory.EnumerateFiles(Path.Combine(House.Sources.Root, "HelpDesk.Domain"), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains("/obj/") && !f.Contains("/bin/") && !f.Contains("/Storage/Migrations/") && !f.Contains("/Storage/Models/") && !f.Contains("/node_modules/") && !f.EndsWith("IconTagHelper.cs", StringComparison.Ordinal)))
        {
            var text = System.IO.File.ReadAllText(file);
            offences.AddRange(keys.Where(key => text.Contains($"\"{key}\"", StringComparison.Ordinal) && text.Contains("State", StringComparison.Ordinal)
                && System.Text.RegularExpressions.Regex.IsMatch(text, $@"(State|Step|From|To|Key)\s*(==|!=|is|is not)\s*""{key}""|TakeAsync\([^;]*""{key}""")).Select(key => $"{Path.GetFileName(file)}: {key}"));
        }
        Assert.Empty(offences);
    }

    private static bool SaysWho(Type controller) =>
        controller.GetCustomAttributes(inherit: true).Any(a => a is AllowAnonymousAttribute or AuthorizeAttribute { Policy: not null });
}
