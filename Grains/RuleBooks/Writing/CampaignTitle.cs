using System.Buffers;
using Switchboard.RuleBooks.Prompts;

namespace Switchboard.RuleBooks.Writing;

/// <summary>Names campaigns.</summary>
internal static class CampaignTitle
{
    private const int LengthMax = 60;

    private static readonly SearchValues<char> Ends = SearchValues.Create(",.;:!?\n।");
    private static readonly SearchValues<char> NotInTitles = SearchValues.Create("{}[]<>@");

    /// <summary>Goal and name ("Renewals: Acme CRM") when the prompt names something; otherwise its first words; otherwise the goal.</summary>
    public static string Of(PromptReading reading)
    {
        var label = Label(reading.Goal);
        if ((reading.Product ?? reading.Company) is { } name)
            return Cut($"{label}: {name}");
        return FirstWords(reading.Wishes) ?? (reading.Trade is { } trade ? $"{label}: {trade}" : label);
    }

    /// <summary>The title that a model proposes, if it is one; otherwise as <see cref="Of(PromptReading)"/>.</summary>
    public static string Of(string? proposed, PromptReading reading) =>
        proposed is not null && FirstWords(proposed.ReplaceLineEndings(" ").Trim()) is not null ? Cut(proposed.ReplaceLineEndings(" ").Trim()) : Of(reading);

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

    // What stands before the first comma, full stop or line end that has a real word before it.
    private static string? FirstWords(string text)
    {
        while (text.Length > 0)
        {
            var end = EndOfPart(text);
            var first = (end < 0 ? text : text[..end]).Trim(' ', '-', '"', '\'', '*', '#', '(', ')');
            if (first.Length >= 4 && PromptText.HasWord(first) && !first.AsSpan().ContainsAny(NotInTitles))
                return Cut(char.ToUpperInvariant(first[0]) + first[1..]);
            text = end < 0 ? "" : text[(end + 1)..];
        }

        return null;
    }

    // "Call from 9:30" goes on after its colon.
    private static int EndOfPart(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (Ends.Contains(text[at]) && (at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1])))
                return at;
        }

        return -1;
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
