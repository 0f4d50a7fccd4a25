using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Switchboard.Contacts;
using Switchboard.Files;
using Switchboard.Storage;

namespace Switchboard.Campaigns;

/// <summary>A row of an upload whose number is valid and new to the upload.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Phone">E.164.</param>
/// <param name="Zone">IANA zone of the number; null when it does not tell.</param>
/// <param name="Name">Null for none.</param>
/// <param name="Fields">The other columns as a JSON object; null for none.</param>
/// <param name="ContactId">The contact that it is; null for a row of a table.</param>
/// <param name="Language">BCP 47 tag of the language that the person wants to be spoken to in; null when it is not known.</param>
internal sealed record AudienceRow(
    long Line, string Phone, string? Zone, string? Name, string? Fields, string? ContactId = null, string? Language = null)
{
    private const int NameMax = 200;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Characters it takes to hold and to write, about.</summary>
    public int Size => 100 + (Name?.Length ?? 0) + (Fields?.Length ?? 0);

    /// <summary>What the current row of a table says besides its number.</summary>
    public static AudienceRow Of(TableReader table, string phone, string? zone)
    {
        var name = AudienceColumns.NameIn(table);
        return new AudienceRow(table.Line, phone, zone, name?.Length > NameMax ? TableReader.Shorten(name, NameMax) : name, FieldsOf(table.Others));
    }

    /// <summary>A contact, as a row.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="place">Its place among those who are drawn, from 1.</param>
    /// <param name="zone">IANA zone of the number; null when it does not tell.</param>
    public static AudienceRow Of(Contact contact, long place, string? zone) => new(
        place, contact.Phone, zone, contact.Name?.Length > NameMax ? TableReader.Shorten(contact.Name, NameMax) : contact.Name, contact.Metadata, contact.Id,
        contact.LanguagePref);

    /// <summary>The target as it begins.</summary>
    public Row ToTarget(string tenantId, string campaignId, string audienceId, string uploadId, bool isReached) => new()
    {
        ["audience_id"] = audienceId,
        ["phone_e164"] = Phone,
        ["tenant_id"] = tenantId,
        ["campaign_id"] = campaignId,
        ["name"] = Name,
        ["fields"] = Fields,
        ["zone"] = Zone,
        ["contact_id"] = ContactId,
        ["language"] = Language,
        ["upload_id"] = uploadId,
        ["status"] = TargetStatus.Waiting,
        ["run_number"] = 0,
        ["attempts"] = 0,
        ["reached"] = isReached,
    };

    private static string? FieldsOf(IReadOnlyList<KeyValuePair<string, string>> others)
    {
        if (others.Count == 0)
            return null;
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            writer.WriteStartObject();
            foreach (var (header, value) in others)
                writer.WriteString(header, value);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
