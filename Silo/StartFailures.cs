using Switchboard.Settings;
using Switchboard.Storage;

namespace Switchboard.Silo;

/// <summary>What an operator can put right is told in one sentence: a setting, a store that cannot be opened, an address in use.</summary>
public static class StartFailures
{
    /// <summary>The sentence, or null when the failure is a defect whose details are needed.</summary>
    public static string? Sentence(Exception failure) => failure switch
    {
        InvalidSettingException or StoreException or IOException => failure.Message,
        _ => Hosting.HostFailures.Sentence(failure),
    };
}
