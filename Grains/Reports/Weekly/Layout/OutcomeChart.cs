using System.Collections.Immutable;
using System.Globalization;
using static Switchboard.Reports.Weekly.Layout.ReportStyle;

namespace Switchboard.Reports.Weekly.Layout;

/// <summary>The calls of each day as a bar, stacked by what became of them.</summary>
internal static class OutcomeChart
{
    /// <summary>The height of the whole, legend included.</summary>
    public const double Height = 178;

    private const double AxisWidth = 34;
    private const double LegendHeight = 22;
    private const double LabelsHeight = 18;
    private const double LabelSize = 8;

    /// <summary>Draws it.</summary>
    public static void Draw(ReportSheet sheet, ImmutableArray<DayFigures> days)
    {
        sheet.Ensure(Height);
        var plot = new Plot(sheet.Left + AxisWidth, sheet.Y + LegendHeight, sheet.Width - AxisWidth, Height - LegendHeight - LabelsHeight, Scale(days));
        Legend(sheet, days);
        Grid(sheet, plot);
        var slot = plot.Width / days.Length;
        for (var i = 0; i < days.Length; i++)
            Day(sheet, plot, days[i], plot.X + (slot * i), slot, Label(days, i));
        if (days.All(day => day.Calls.Total == 0))
            sheet.Page.TextAround(plot.X + (plot.Width / 2), plot.Y + (plot.Height / 2), "No calls were placed in this period.", Regular, 10, Muted);
        sheet.Y += Height;
    }

    /// <summary>The distance of the grid's lines, and how many there are: whole numbers of calls.</summary>
    internal static (long Step, int Lines) Scale(ImmutableArray<DayFigures> days)
    {
        var max = Math.Max(1, days.Max(day => day.Calls.Total));
        long step = 1;
        for (var power = 1L; ; power *= 10)
        {
            foreach (var factor in new[] { 1, 2, 5 })
            {
                step = power * factor;
                if (step * 5 >= max)
                    return (step, (int)((max + step - 1) / step));
            }
        }
    }

    private static void Legend(ReportSheet sheet, ImmutableArray<DayFigures> days)
    {
        var x = sheet.Left;
        foreach (var (name, colour, count) in Outcomes)
        {
            // The usual ones are always explained, the others when they occur.
            if (name is "Canceled" or "Under way" && days.All(day => count(day.Calls) == 0))
                continue;
            sheet.Page.FillRound(x, sheet.Y + 2, 8, 8, 1.5, colour);
            sheet.Page.Text(x + 12, sheet.Y + 9.3, name, Regular, LabelSize, Ink);
            x += 12 + Regular.Measure(name, LabelSize) + 14;
        }
    }

    private static void Grid(ReportSheet sheet, Plot plot)
    {
        for (var i = 0; i <= plot.Lines; i++)
        {
            var y = plot.YOf(plot.Step * i);
            sheet.Page.Line(plot.X, y, plot.X + plot.Width, y, i == 0 ? 0.9 : 0.5, i == 0 ? Muted : Rule);
            sheet.Page.TextTo(plot.X - 6, y + 2.8, (plot.Step * i).ToString("N0", CultureInfo.InvariantCulture), Regular, LabelSize, Muted);
        }
    }

    private static void Day(ReportSheet sheet, Plot plot, DayFigures day, double x, double slot, string label)
    {
        var width = Math.Min(slot * 0.62, 46);
        var (left, height) = (x + ((slot - width) / 2), 0L);
        foreach (var (_, colour, count) in Outcomes)
        {
            if (count(day.Calls) is var calls and > 0)
            {
                sheet.Page.Fill(left, plot.YOf(height + calls), width, plot.YOf(height) - plot.YOf(height + calls), colour);
                height += calls;
            }
        }

        var total = height.ToString("N0", CultureInfo.InvariantCulture);
        if (height > 0 && Bold.Measure(total, LabelSize) < slot)
            sheet.Page.TextAround(x + (slot / 2), plot.YOf(height) - 3, total, Bold, LabelSize, Ink);
        sheet.Page.TextAround(x + (slot / 2), plot.Y + plot.Height + 12, label, Regular, LabelSize, Muted);
    }

    private static string Label(ImmutableArray<DayFigures> days, int i)
    {
        var day = days[i].Day;
        if (days.Length <= 10)
            return day.ToString("ddd d", CultureInfo.InvariantCulture);
        return day.ToString(i > 0 && day.Day == 1 ? "MMM" : "%d", CultureInfo.InvariantCulture);
    }

    /// <summary>Where the bars are.</summary>
    private sealed record Plot(double X, double Y, double Width, double Height, (long Step, int Lines) Scale)
    {
        public long Step => Scale.Step;

        public int Lines => Scale.Lines;

        // Room for the number above the highest bar.
        public double YOf(long calls) => Y + Height - ((Height - 10) * calls / (Step * Lines));
    }
}
