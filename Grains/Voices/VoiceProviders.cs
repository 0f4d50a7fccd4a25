namespace Switchboard.Voices;

/// <summary>Who makes voices.</summary>
public static class VoiceProviders
{
    /// <summary>Who does here: the personas', and those of the tenants' speakers as long as no other provider is set up.</summary>
    public const string Own = "simulator";

    /// <summary>Whether a provider's voices are the ones known here.</summary>
    /// <param name="name">Its name; null: whoever does here.</param>
    public static bool IsOwn(string? name) => name is null or Own;
}
