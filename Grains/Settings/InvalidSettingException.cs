namespace Switchboard.Settings;

/// <summary>A configuration value that cannot be used. The server prints the message, one sentence, and does not start.</summary>
public sealed class InvalidSettingException : Exception
{
    /// <summary>Says what is wrong with a key.</summary>
    /// <param name="key">The key as documented, such as <c>Carrier:Kind</c>.</param>
    /// <param name="rule">What it must be, as the end of the sentence that begins with the key, without a full stop.</param>
    /// <param name="inner">What reading the value failed with, if anything.</param>
    public InvalidSettingException(string key, string rule, Exception? inner = null)
        : base($"Configuration: {key} {rule}.", inner) => Key = key;

    /// <summary>The key at fault.</summary>
    public string Key { get; }
}
