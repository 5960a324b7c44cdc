using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.House;

/// <summary>What a test relies on when it looks at a directory after its house.</summary>
public sealed class LeavingNothingBehind
{
    [Fact]
    public async Task A_house_is_gone_when_its_disposal_ends()
    {
        // Several: who closes it, the program or the tests' host, is a race.
        for (var i = 0; i < 5; i++)
        {
            var slow = new SlowToGo();
            var house = new TestHouse { Furnish = services => services.AddSingleton(_ => slow) };
            house.Services.GetRequiredService<SlowToGo>();
            await house.DisposeAsync();
            Assert.True(slow.IsGone);
        }
    }

    private sealed class SlowToGo : IDisposable
    {
        public bool IsGone { get; private set; }

        public void Dispose()
        {
            Thread.Sleep(50);
            IsGone = true;
        }
    }
}
