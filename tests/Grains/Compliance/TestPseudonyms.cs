using Switchboard.Compliance;
using Switchboard.Secrets;

namespace Switchboard.Tests.Grains.Compliance;

/// <summary>Pseudonyms under a key that is always the same.</summary>
internal static class TestPseudonyms
{
    public static Pseudonyms New() => new(new SecretBox(new byte[SecretBox.KeyLength], isConfigured: true));
}
