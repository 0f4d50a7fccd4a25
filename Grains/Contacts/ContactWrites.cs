using Switchboard.Events;
using Switchboard.Storage;
using Switchboard.Telemetry;

namespace Switchboard.Contacts;

/// <summary>What a change of a contact writes, all of it in one transaction: the row, its place in the counts, its tags, and the event of a new one.</summary>
internal static class ContactWrites
{
    /// <summary>Adds a new contact to a write.</summary>
    /// <returns>The event of it, to be published once the write is committed.</returns>
    public static EngineEvent Create(WriteSet set, Contact contact)
    {
        var created = new EngineEvent(
            Guid.CreateVersion7(contact.CreatedAt).ToString(), contact.TenantId, EventTypes.ContactCreated, contact.Id, Sequence: 1, contact.CreatedAt,
            ContactJson.Write(contact), Tracing.Context);
        set.Put(ContactTables.Contacts, ContactTables.Row(contact), expectedVersion: 0);
        ContactTables.Counts.Inserted(set, contact.TenantId, ContactTables.CountedAs(contact.Consent));
        foreach (string tag in contact.Tags)
            AddTag(set, contact, tag);
        EventLog.Append(set, created, publish: true);
        return created;
    }

    /// <summary>Puts a contact in the place of what was read of it.</summary>
    public static void Replace(WriteSet set, StoredContact stored, Contact contact)
    {
        var former = stored.Contact;
        set.Put(ContactTables.Contacts, ContactTables.Row(contact), stored.Version);
        ContactTables.Counts.Moved(
            set, contact.TenantId, stored.Ordinal, ContactTables.CountedAs(former.Consent), ContactTables.CountedAs(contact.Consent));
        foreach (string tag in former.Tags.Except(contact.Tags, StringComparer.Ordinal))
            RemoveTag(set, former, tag);
        foreach (string tag in contact.Tags.Except(former.Tags, StringComparer.Ordinal))
            AddTag(set, contact, tag);
    }

    /// <summary>Deletes a contact.</summary>
    public static void Delete(WriteSet set, StoredContact stored)
    {
        var contact = stored.Contact;
        set.Delete(ContactTables.Contacts, new Row { ["id"] = contact.Id }, stored.Version);
        ContactTables.Counts.Removed(set, contact.TenantId, stored.Ordinal, ContactTables.CountedAs(contact.Consent));
        foreach (string tag in contact.Tags)
            RemoveTag(set, contact, tag);
    }

    /// <summary>Forgets a tag that nobody has any more: it may have said something of who had it.</summary>
    public static WriteSet ForgetUnused(string tenantId, string tag) =>
        new WriteSet().Delete(ContactTables.TagCounts, CountKey(tenantId, tag), when: new Row { ["rows"] = 0 });

    private static void AddTag(WriteSet set, Contact contact, string tag) => set
        .Insert(ContactTables.Tags, TagRow(contact, tag))
        .Add(ContactTables.TagCounts, CountKey(contact.TenantId, tag), "rows", 1);

    private static void RemoveTag(WriteSet set, Contact contact, string tag) => set
        .Delete(ContactTables.Tags, TagRow(contact, tag))
        .Add(ContactTables.TagCounts, CountKey(contact.TenantId, tag), "rows", -1);

    private static Row TagRow(Contact contact, string tag) => new() { ["tenant_id"] = contact.TenantId, ["tag"] = tag, ["contact_id"] = contact.Id };

    private static Row CountKey(string tenantId, string tag) => new() { ["tenant_id"] = tenantId, ["tag"] = tag };
}

/// <summary>A contact as it was read.</summary>
/// <param name="Contact">The contact.</param>
/// <param name="Ordinal">Its place among its tenant's contacts.</param>
/// <param name="Version">The version that it must still have when it is written.</param>
internal sealed record StoredContact(Contact Contact, long Ordinal, long Version)
{
    /// <summary>Reads one from a row with all columns.</summary>
    public static StoredContact Read(RowReader row) =>
        new(ContactTables.Read(row), row.Int64("ordinal"), row.Int64(TableSchema.VersionColumn));
}
