using Switchboard.Events;
using Switchboard.Storage;

namespace Switchboard.Contacts;

/// <summary>The contact books of the tenants: plain rows, one for each number of a tenant, which a unique index ensures.</summary>
public sealed class ContactRegister(IStore store, EventPublisher publisher, TimeProvider time)
{
    /// <summary>
    /// Creates the contact of a number or changes the one that there is. However many do so at the same moment, there is one contact and one
    /// <see cref="EventTypes.ContactCreated"/>, committed with it. Durable when it returns.
    /// </summary>
    /// <returns>The contact as committed.</returns>
    public async Task<Contact> UpsertAsync(string tenantId, string phone, ContactChanges changes)
    {
        while (true)
        {
            // Somebody else may create, change or remove the contact between the look and the write; then look again.
            var written = await FindStoredAsync(tenantId, phone) is { } known
                ? await TryUpdateAsync(known, changes)
                : await TryCreateAsync(tenantId, phone, changes);
            if (written is not null)
                return written;
        }
    }

    /// <summary>A contact of the tenant's, or null.</summary>
    public ValueTask<Contact?> FindAsync(string tenantId, string id) => store.FirstOrDefaultAsync(
        new SqlQuery("SELECT * FROM contacts WHERE id = @id AND tenant_id = @tenant") { ["id"] = id, ["tenant"] = tenantId },
        ContactTables.Read);

    /// <summary>A page of the tenant's contacts, newest first, and how many there are in all.</summary>
    /// <param name="tenantId">Whose contacts.</param>
    /// <param name="consent">Only contacts with this consent; null for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="offset">How many newer ones to pass over.</param>
    public Task<ListPage<Contact>> PageAsync(string tenantId, ConsentCapture? consent, int limit, long offset)
    {
        var request = new ListRequest(tenantId, consent is { } wanted ? [wanted.ToName()] : [], limit, offset);
        return ContactTables.Counts.PageAsync(store, request, "*", ContactTables.Read);
    }

    /// <summary>The tenant's contact with this number, or null.</summary>
    public async Task<Contact?> FindByPhoneAsync(string tenantId, string phone) => (await FindStoredAsync(tenantId, phone))?.Contact;

    /// <summary>The tenant's contacts with this mail address, whatever the case of its letters, the oldest first.</summary>
    public ValueTask<IReadOnlyList<Contact>> FindByEmailAsync(string tenantId, string email) => store.QueryAsync(
        new SqlQuery("SELECT * FROM contacts WHERE tenant_id = @tenant AND email_key = @email ORDER BY ordinal")
        {
            ["tenant"] = tenantId,
            ["email"] = ContactTables.EmailKey(email),
        },
        ContactTables.Read);

    /// <summary>Deletes the contact with this number; null when there is none (any more).</summary>
    /// <returns>The contact as it was.</returns>
    internal async Task<Contact?> DeleteAsync(string tenantId, string phone)
    {
        while (await FindStoredAsync(tenantId, phone) is { } stored)
        {
            // The count moves from what was read, so that is what must still be there.
            var consent = stored.Contact.Consent;
            var set = new WriteSet().Delete(
                ContactTables.Contacts, new Row { ["id"] = stored.Contact.Id }, when: new Row { ["consent_capture"] = consent?.ToName() });
            ContactTables.Counts.Removed(set, tenantId, stored.Ordinal, ContactTables.CountedAs(consent));
            if (await store.CommitAsync(set) is CommitVerdict.Committed)
                return stored.Contact;
        }

        return null;
    }

    private ValueTask<StoredContact?> FindStoredAsync(string tenantId, string phone) => store.FirstOrDefaultAsync(
        new SqlQuery("SELECT * FROM contacts WHERE tenant_id = @tenant AND phone_e164 = @phone") { ["tenant"] = tenantId, ["phone"] = phone },
        row => new StoredContact(ContactTables.Read(row), row.Int64("ordinal")));

    private async Task<Contact?> TryCreateAsync(string tenantId, string phone, ContactChanges changes)
    {
        var now = StoreTime.AsStored(time.GetUtcNow());
        var contact = changes.ApplyTo(Contact.New(NewId(now), tenantId, phone, now));
        var created = new EngineEvent(
            NewId(now), tenantId, EventTypes.ContactCreated, contact.Id, Sequence: 1, now, ContactJson.Write(contact));
        var set = new WriteSet().Insert(ContactTables.Contacts, ContactTables.Row(contact));
        ContactTables.Counts.Inserted(set, tenantId, ContactTables.CountedAs(contact.Consent));
        EventLog.Append(set, created, publish: true);
        if (await store.CommitAsync(set) is not CommitVerdict.Committed)
            return null;
        publisher.Publish([created]);
        return contact;
    }

    private async Task<Contact?> TryUpdateAsync(StoredContact stored, ContactChanges changes)
    {
        var known = stored.Contact;
        var set = new WriteSet();
        var row = ContactTables.Row(known.Id, changes, time.GetUtcNow());
        if (changes.Consent.IsGiven)
        {
            // The count moves from what was read, so that is what must still be there.
            set.Update(ContactTables.Contacts, row, when: new Row { ["consent_capture"] = known.Consent?.ToName() }, required: true);
            ContactTables.Counts.Moved(
                set, known.TenantId, stored.Ordinal, ContactTables.CountedAs(known.Consent), ContactTables.CountedAs(changes.Consent.Value));
        }
        else
        {
            set.Update(ContactTables.Contacts, row, required: true);
        }

        return await store.CommitAsync(set) is CommitVerdict.Committed ? await FindAsync(known.TenantId, known.Id) : null;
    }

    private static string NewId(DateTimeOffset now) => Guid.CreateVersion7(now).ToString();

    /// <summary>A contact with its place among its tenant's contacts.</summary>
    private sealed record StoredContact(Contact Contact, long Ordinal);
}
