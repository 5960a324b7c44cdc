using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow;

public class TheCoresIndependence
{
    [Fact]
    public void It_refers_to_nothing_but_the_framework() =>
        Assert.All(
            typeof(CompiledWorkflow).Assembly.GetReferencedAssemblies(),
            reference => Assert.True(reference.Name == "netstandard" || reference.Name!.StartsWith("System.", StringComparison.Ordinal), reference.Name));
}
