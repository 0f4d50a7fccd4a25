namespace Switchboard.Tests.Grains.Support;

/// <summary>A test that has something spoken; where espeak-ng or lame is not there it is reported as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SpeechFactAttribute : FactAttribute
{
    public SpeechFactAttribute()
    {
        if (SpeechPrograms.Missing is { } program)
            Skip = $"{program} is not installed.";
    }
}

/// <summary>The same for a test with cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SpeechTheoryAttribute : TheoryAttribute
{
    public SpeechTheoryAttribute()
    {
        if (SpeechPrograms.Missing is { } program)
            Skip = $"{program} is not installed.";
    }
}

internal static class SpeechPrograms
{
    /// <summary>The program that is missing; null when both are there.</summary>
    public static string? Missing { get; } = new[] { "espeak-ng", "lame" }.FirstOrDefault(program => !IsOnPath(program));

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
