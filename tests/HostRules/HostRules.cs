using Orleans;

namespace Switchboard.Tests.Rules;

/// <summary>
/// What grains may rely on, whichever host runs them. Each rule is a test; a class that derives from this one says in which
/// host the rules are tried.
/// </summary>
public abstract partial class HostRules
{
    /// <summary>How long a caller waits for an answer in this host.</summary>
    protected virtual TimeSpan ResponseTimeout => TimeSpan.FromSeconds(2);

    /// <summary>Tries a rule in the host.</summary>
    protected abstract Task InHost(Func<RuleContext, Task> rule);
}

/// <summary>What a rule needs: the grains, a clock, a store, and names that no other rule uses.</summary>
public sealed class RuleContext(IClusterClient grains, TimeProvider clock, RuleStorage storage)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public IClusterClient Grains => grains;

    public TimeProvider Clock => clock;

    public RuleStorage Storage => storage;

    /// <summary>A key, and the journal and gates that belong to it.</summary>
    public string NewKey() => $"key-{Guid.NewGuid():N}";

    /// <summary>Waits until a condition holds.</summary>
    public async Task Eventually(Func<bool> condition, Func<string> what)
    {
        var deadline = clock.GetUtcNow() + Patience;
        while (!condition())
        {
            Assert.True(clock.GetUtcNow() < deadline, $"Not within {Patience}: {what()}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), clock);
        }
    }

    /// <summary>Waits until a journal has an entry.</summary>
    public Task Entry(string key, string entry) => Eventually(() => Journal.Of(key).Contains(entry), () => $"'{entry}' in [{string.Join(", ", Journal.Of(key))}]");
}
