using System.Collections.Immutable;
using Switchboard.Files;

namespace Switchboard.Campaigns;

/// <summary>The columns that an audience's file is searched for.</summary>
public static class AudienceColumns
{
    /// <summary>Numbers to call, by the headers that address books and spreadsheets have; the plainest first.</summary>
    public static readonly KnownColumn Phone = new(
        "phone", "phone_e164", "mobile", "number", "phone_number", "cell", "contact", "tel",
        "mobile_number", "cell_number", "contact_number", "telephone_number", "telephone", "cellphone", "cell_phone", "mobile_phone", "phone_no",
        "mobile_no", "contact_no", "tel_no", "primary_phone", "phone_1", "phone1", "whatsapp", "whatsapp_number", "msisdn", "e164", "to", "to_e164",
        "फ़ोन", "फोन", "मोबाइल", "नंबर", "नम्बर", "फ़ोन नंबर", "फोन नंबर", "मोबाइल नंबर", "मोबाइल नम्बर", "संपर्क नंबर", "दूरभाष",
        "هاتف", "الهاتف", "رقم الهاتف", "جوال", "الجوال", "رقم الجوال", "موبايل",
        "电话", "电话号码", "手机", "手机号", "手机号码",
        "telefono", "teléfono", "telefon", "telefonnummer", "téléphone", "celular", "movil", "móvil")
    {
        Recognises = LooksLikeNumber,
    };

    /// <summary>Whole names.</summary>
    public static readonly KnownColumn Name = new(
        "name", "full_name", "fullname", "customer_name", "contact_name", "customer", "lead_name", "person", "client", "client_name",
        "नाम", "पूरा नाम", "ग्राहक", "الاسم", "الاسم الكامل", "姓名", "名字", "nombre", "nom");

    /// <summary>Given names, for tables without whole ones.</summary>
    public static readonly KnownColumn FirstName = new("first_name", "firstname", "given_name", "forename");

    /// <summary>Family names, for tables without whole ones.</summary>
    public static readonly KnownColumn LastName = new("last_name", "lastname", "surname", "family_name");

    /// <summary>All of them, numbers first.</summary>
    public static ImmutableArray<KnownColumn> All { get; } = [Phone, Name, FirstName, LastName];

    /// <summary>The name in the current row, whole or put together; null when there is none.</summary>
    public static string? NameIn(TableReader table)
    {
        if (table.Text(Name) is { Length: > 0 } name)
            return name;
        var parts = $"{table.Text(FirstName)} {table.Text(LastName)}".Trim();
        return parts.Length > 0 ? parts : null;
    }

    /// <summary>Whether a text is more likely a telephone number than a word: many digits, and nothing but what stands between them.</summary>
    private static bool LooksLikeNumber(string text) =>
        text.Length <= 40 && text.Count(char.IsDigit) >= 7 && !text.Any(char.IsLetter);
}
