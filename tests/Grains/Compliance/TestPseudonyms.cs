using Switchboard.Compliance;
using Switchboard.Secrets;

namespace Switchboard.Tests.Grains.Compliance;

/// <summary>Pseudonyms under a key that is always the same.</summary>
internal static class TestPseudonyms
{
    public static Pseudonyms New() => new(new SecretBox(new byte[SecretBox.KeyLength], isConfigured: true));

    /// <summary>The same after another master key has taken the place of that one.</summary>
    public static Pseudonyms AfterRotation() =>
        new(new SecretBox([.. Enumerable.Repeat((byte)1, SecretBox.KeyLength)], isConfigured: true, new byte[SecretBox.KeyLength]));
}
