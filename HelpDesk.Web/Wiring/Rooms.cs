using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;

namespace HelpDesk.Web.Wiring;

/// <summary>Views stand beside their controllers: the folder is read from the controller's namespace.</summary>
internal static class Rooms
{
    private const string Root = "HelpDesk.Web";
    private const string Folder = "room-folder";

    public static void AddRooms(this IMvcBuilder mvc)
    {
        mvc.AddMvcOptions(options => options.Conventions.Add(new FolderOfNamespace()));
        mvc.AddRazorOptions(options => options.ViewLocationExpanders.Add(new BesideController()));
    }

    private sealed class FolderOfNamespace : IControllerModelConvention
    {
        public void Apply(ControllerModel controller) =>
            controller.Properties[Folder] = controller.ControllerType.Namespace![Root.Length..].Replace('.', '/');
    }

    /// <summary>Looks in the controller's folder, then in those above it, then in Shared.</summary>
    private sealed class BesideController : IViewLocationExpander
    {
        public void PopulateValues(ViewLocationExpanderContext context) => context.Values[Folder] = FolderOf(context);

        public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations)
        {
            for (var folder = FolderOf(context); folder.Length > 0; folder = folder[..folder.LastIndexOf('/')])
                yield return folder + "/{0}.cshtml";
            yield return "/Shared/{0}.cshtml";
        }

        private static string FolderOf(ViewLocationExpanderContext context) =>
            (context.ActionContext.ActionDescriptor as ControllerActionDescriptor)?.Properties[Folder] as string ?? "";
    }
}
