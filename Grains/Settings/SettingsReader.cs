using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Switchboard.Settings;

/// <summary>
/// Reads single configuration values with their defaults and bounds, and refuses what is out of them with an
/// <see cref="InvalidSettingException"/> that names the key.
/// </summary>
public static class SettingsReader
{
    /// <summary>A text, or null when the key is unset or blank.</summary>
    public static string? Text(this IConfiguration configuration, string key) =>
        configuration[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary><c>Storage:Path</c>: the folder of the embedded store, of generated secrets, of mails, of previews and of files while they are uploaded.</summary>
    public static string StoragePath(this IConfiguration configuration) => configuration.Text("Storage:Path") ?? "data";

    /// <summary><c>PublicUrl</c>: what links in answers, mails and webhooks begin with, without a slash at its end; null when unset.</summary>
    public static string? PublicUrl(this IConfiguration configuration) => configuration.Text("PublicUrl") switch
    {
        null => null,
        var url when Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" => url.TrimEnd('/'),
        _ => throw new InvalidSettingException("PublicUrl", "must be an http or https URL"),
    };

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static bool Flag(this IConfiguration configuration, string key, bool fallback) => configuration.Text(key) switch
    {
        null => fallback,
        var value when bool.TryParse(value, out var flag) => flag,
        _ => throw new InvalidSettingException(key, "must be true or false"),
    };

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public static long Whole(this IConfiguration configuration, string key, long fallback, long min, long max)
    {
        if (configuration.Text(key) is not { } value)
            return fallback;
        return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max
                ? number
                : throw new InvalidSettingException(key, $"must be a whole number from {min} to {max}");
    }

    /// <summary>A number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public static double Number(this IConfiguration configuration, string key, double fallback, double min, double max)
    {
        if (configuration.Text(key) is not { } value)
            return fallback;
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max
                ? number
                : throw new InvalidSettingException(
                    key, string.Create(CultureInfo.InvariantCulture, $"must be a number from {min} to {max}"));
    }

    /// <summary>One of a few words, whatever the case.</summary>
    public static string OneOf(this IConfiguration configuration, string key, string fallback, params string[] words)
    {
        if (configuration.Text(key) is not { } value)
            return fallback;
        return words.FirstOrDefault(word => word.Equals(value, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidSettingException(key, $"must be one of: {string.Join(", ", words)}");
    }
}
