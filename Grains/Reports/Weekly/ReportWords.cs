using Switchboard.Objections;

namespace Switchboard.Reports.Weekly;

/// <summary>The words for names that are made for programs.</summary>
internal static class ReportWords
{
    /// <summary>A name such as <c>demo_booked</c> as a person writes it: <c>Demo booked</c>.</summary>
    public static string OfName(string name)
    {
        var words = name.Replace('_', ' ').Replace('-', ' ').Trim();
        return words.Length == 0 ? "Unknown" : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>An objection in the words of the library, when it is one of it.</summary>
    public static string OfObjection(string key) => ObjectionLibrary.Find(key)?.English.TriggerText ?? OfName(key);

    /// <summary>A kind of the ledger.</summary>
    public static string OfLedger(string kind) => kind switch
    {
        "trial" => "Trial credit",
        "topup" => "Top-ups",
        "call_charge" => "Conversations",
        "number_charge" => "Telephone numbers",
        "refund" => "Refunds",
        _ => OfName(kind),
    };
}
