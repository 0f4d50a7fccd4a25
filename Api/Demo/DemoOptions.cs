using Switchboard.Settings;

namespace Switchboard.Api.Demo;

/// <summary>What the command line says of the demo.</summary>
/// <param name="Audience">A CSV file with a column of phone numbers.</param>
/// <param name="ExitWhenDone">Stop after the campaign, instead of serving until Ctrl-C.</param>
public sealed record DemoOptions(string Audience, bool ExitWhenDone)
{
    private static readonly string Sample = Path.Combine(AppContext.BaseDirectory, "samples", "audience.csv");

    /// <summary>Takes <c>--demo [--exit] [--audience FILE]</c> off the arguments; what is left is the server's.</summary>
    /// <returns>Null when no demo is asked for.</returns>
    /// <exception cref="InvalidSettingException">An option of the demo is incomplete, or the file is not there.</exception>
    public static DemoOptions? Take(ref string[] args)
    {
        if (!args.Contains("--demo")) return null;
        var rest = args.Where(arg => arg is not ("--demo" or "--exit")).ToList();
        var audience = TakeValue(rest, "--audience") ?? Sample;
        if (!File.Exists(audience)) throw new InvalidSettingException("--audience", $"names no file: {audience}");
        var options = new DemoOptions(audience, args.Contains("--exit"));
        args = [.. rest];
        return options;
    }

    private static string? TakeValue(List<string> args, string name)
    {
        var at = args.IndexOf(name);
        if (at < 0) return null;
        if (at + 1 == args.Count) throw new InvalidSettingException(name, "needs the name of a file");
        var value = args[at + 1];
        args.RemoveRange(at, 2);
        return value;
    }
}
