using Spectre.Console;

namespace Switchboard.Bench.Reporting;

/// <summary>Shows the figures.</summary>
public static class ConsoleTable
{
    /// <summary>Wide enough for a line a figure, where the console is a file.</summary>
    private const int Width = 190;

    public static void Show(Report report)
    {
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = Width;
        var table = new Table().RoundedBorder().AddColumns("bench", "what");
        foreach (var number in (string[])["measured", "aim", "limit", "ratio"]) table.AddColumn(new TableColumn(number).RightAligned());
        table.AddColumn("the limit is").AddColumn("rounds");
        foreach (var figure in report.Figures)
        {
            table.AddRow(
                figure.Bench,
                $"{figure.Name} ({figure.Unit})",
                Number(figure.Value),
                Aim(figure),
                figure.Limit is { } limit ? Number(limit) : "",
                Ratio(figure),
                figure.LimitName ?? "",
                string.Join("  ", figure.Rounds.Select(Number)));
        }

        AnsiConsole.Write(table);
        var machine = report.Machine;
        AnsiConsole.WriteLine($"{machine.Processor}, {machine.Cores} cores, {machine.MemoryMb} MB, {machine.System}, {machine.Runtime}; load {report.LoadBefore} before, {Machine.Load()} after");
    }

    private static string Aim(Figure figure) => figure.MeetsAim switch
    {
        null => "",
        true => $"[green]{Number(figure.Aim!.Value)}[/]",
        false => $"[yellow]{Number(figure.Aim!.Value)} missed[/]",
    };

    /// <summary>Rates in percent of the limit, times and sizes as its multiple.</summary>
    private static string Ratio(Figure figure) => figure.Ratio switch
    {
        null => "",
        { } ratio when figure.Better == Better.Higher => $"{ratio:P0}",
        { } ratio => $"× {ratio:0.0}",
    };

    private static string Number(double number) => number >= 100 ? $"{number:N0}" : $"{number:0.##}";
}
