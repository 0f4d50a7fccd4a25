namespace Switchboard.Contacts;

/// <summary>Why a text is not taken for a telephone number.</summary>
/// <param name="Code">For machines.</param>
/// <param name="Sentence">For people.</param>
public sealed record PhoneFault(string Code, string Sentence)
{
    /// <summary>Nothing is there.</summary>
    public static readonly PhoneFault Missing = new("missing", "There is no number.");

    /// <summary>It has letters or other signs that no number has.</summary>
    public static readonly PhoneFault NotANumber = new("not_a_number", "It has characters that are not part of a telephone number.");

    /// <summary>A spreadsheet has rounded it.</summary>
    public static readonly PhoneFault Rounded = new(
        "scientific_notation", "A spreadsheet has rounded the number; format its column as text and export it again.");

    /// <summary>It goes on with an extension.</summary>
    public static readonly PhoneFault Extension = new("extension", "It has an extension, which cannot be dialled.");

    /// <summary>It has too few digits.</summary>
    public static readonly PhoneFault TooShort = new("too_short", "It has too few digits.");

    /// <summary>It has too many digits.</summary>
    public static readonly PhoneFault TooLong = new("too_long", "It has too many digits.");

    /// <summary>The country has no numbers like that.</summary>
    public static readonly PhoneFault NotInPlan = new("not_in_plan", "No number of its country is like that.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PhoneFault> All { get; } = [Missing, NotANumber, Rounded, Extension, TooShort, TooLong, NotInPlan];

    /// <summary>The fault with this code; null when there is none.</summary>
    public static PhoneFault? Of(string code) => All.FirstOrDefault(fault => fault.Code == code);
}
