using Microsoft.Extensions.Configuration;
using Switchboard.Settings;

namespace Switchboard.Secrets;

/// <summary>The master keys that an operator has set: the one that encrypts, and those from before a rotation, which only decrypt.</summary>
/// <param name="Current"><c>Secrets:MasterKey</c>; null when unset.</param>
/// <param name="Previous"><c>Secrets:PreviousMasterKeys</c>, in their order.</param>
public sealed record MasterKeys(byte[]? Current, IReadOnlyList<byte[]> Previous)
{
    /// <summary>The setting of the current key.</summary>
    public const string CurrentSetting = "Secrets:MasterKey";

    /// <summary>The setting of the keys from before.</summary>
    public const string PreviousSetting = "Secrets:PreviousMasterKeys";

    /// <summary>Length of a master key, in bytes.</summary>
    public const int Length = 32;

    /// <summary>Reads both settings.</summary>
    /// <exception cref="InvalidSettingException">A key is not base64 of 32 bytes. The message does not say what it is instead.</exception>
    public static MasterKeys Read(IConfiguration configuration) => new(
        configuration.Text(CurrentSetting) is { } current ? Parse(CurrentSetting, current, $"must be base64 of {Length} bytes") : null,
        [.. PreviousTexts(configuration).Select(text => Parse(PreviousSetting, text, $"must be keys in base64 of {Length} bytes each, separated by commas"))]);

    // A list in a file, or one text with commas, as environment variables have it.
    private static IEnumerable<string> PreviousTexts(IConfiguration configuration) => configuration.GetSection(PreviousSetting).GetChildren()
        .Select(child => child.Value ?? "")
        .Append(configuration.Text(PreviousSetting) ?? "")
        .SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static byte[] Parse(string setting, string text, string rule)
    {
        var key = new byte[Length];
        return Convert.TryFromBase64String(text, key, out var written) && written == Length
            ? key
            : throw new InvalidSettingException(setting, rule);
    }
}
