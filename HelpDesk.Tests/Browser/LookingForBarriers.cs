using Xunit;
using Xunit.Sdk;

namespace HelpDesk.Tests.Browser;

/// <summary>What all the others rely on: that a page which shuts somebody out is told from one that does not.</summary>
public sealed class LookingForBarriers
{
    [Fact]
    public async Task A_field_without_its_label_and_grey_on_grey_are_told_apart_from_a_good_page()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var page = await browser.WindowAsync();
        await page.GoAsync("/signin");
        await BrowserHouse.AccessibleAsync(page);
        await page.EvaluateAsync("document.querySelectorAll('label').forEach(label => label.replaceWith(label.textContent))");
        await page.EvaluateAsync("document.querySelector('h1').style.cssText = 'color: #bbb; background: #aaa'");
        var said = await Assert.ThrowsAnyAsync<XunitException>(() => BrowserHouse.AccessibleAsync(page));
        Assert.Contains("label: ", said.Message, StringComparison.Ordinal);
        Assert.Contains("color-contrast: ", said.Message, StringComparison.Ordinal);
    }
}
