namespace Switchboard.Calls;

/// <summary>The bounds of what can be asked of a call, at every door.</summary>
public static class CallLimits
{
    /// <summary>The shortest <see cref="PlaceCall.MaxDurationSec"/>, in seconds.</summary>
    public const int DurationSecMin = 10;

    /// <summary>The longest <see cref="PlaceCall.MaxDurationSec"/>, in seconds.</summary>
    public const int DurationSecMax = 7200;

    /// <summary>What it is when nobody says, in seconds.</summary>
    public const int DurationSecDefault = 300;

    /// <summary>The most that a call's metadata may be, bytes of JSON in UTF-8.</summary>
    public const int MetadataBytesMax = 16 * 1024;
}
