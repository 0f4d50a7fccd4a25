using System.Buffers;
using Switchboard.RuleBooks.Prompts;

namespace Switchboard.RuleBooks.Writing;

/// <summary>Names campaigns.</summary>
internal static class CampaignTitle
{
    private const int LengthMax = 60;

    private static readonly SearchValues<char> Ends = SearchValues.Create(",.;:!?\n।");
    private static readonly SearchValues<char> NotInTitles = SearchValues.Create("{}[]<>@/\\");

    /// <summary>Goal and name ("Renewals: Acme CRM") when the prompt names something; otherwise its first words; otherwise the goal.</summary>
    public static string Of(PromptReading reading)
    {
        var label = Label(reading.Goal);
        if ((reading.Product ?? reading.Company) is { } name)
            return Cut($"{label}: {name}");
        return FirstWords(reading.Text) ?? (reading.Trade is { } trade ? $"{label}: {trade}" : label);
    }

    private static string Label(string goal) => goal switch
    {
        CallGoals.Sell => "Sales",
        CallGoals.Renew => "Renewals",
        CallGoals.WinBack => "Win-back",
        CallGoals.BookDemo => "Demos",
        CallGoals.BookAppointment => "Appointments",
        CallGoals.CollectPayment => "Payments",
        CallGoals.Survey => "Survey",
        CallGoals.Remind => "Reminders",
        CallGoals.Inform => "News",
        CallGoals.Qualify => "Qualification",
        CallGoals.Invite => "Invitations",
        CallGoals.Confirm => "Confirmations",
        CallGoals.Fundraise => "Donations",
        CallGoals.Recruit => "Candidates",
        _ => "Calls",
    };

    // What stands before the first comma, full stop or line end, if that is a title's length and has a real word.
    private static string? FirstWords(string text)
    {
        var end = text.AsSpan().IndexOfAny(Ends);
        var first = (end < 0 ? text : text[..end]).Trim(' ', '-', '"', '\'', '*', '#', '(', ')');
        if (first.Length < 4 || first.AsSpan().ContainsAny(NotInTitles))
            return null;
        return Cut(char.ToUpperInvariant(first[0]) + first[1..]);
    }

    private static string Cut(string title)
    {
        if (title.Length <= LengthMax)
            return title;
        var blank = title.LastIndexOf(' ', LengthMax - 1);
        var end = blank > LengthMax / 2 ? blank : LengthMax - 1;
        if (char.IsHighSurrogate(title[end - 1]))
            end--;
        return title[..end].TrimEnd(' ', ',', '-') + "…";
    }
}
