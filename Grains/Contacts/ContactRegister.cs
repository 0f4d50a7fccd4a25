using Switchboard.Events;
using Switchboard.Storage;

namespace Switchboard.Contacts;

/// <summary>
/// The contact books of the tenants: plain rows, one for each number of a tenant, which a unique index ensures. A change is written on the condition of the version
/// that it was made of, so that two who change different fields at once do not undo each other.
/// </summary>
public sealed partial class ContactRegister(IStore store, EventPublisher publisher, TimeProvider time)
{
    private readonly ContactIds _ids = new(time);

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
                ? await TryReplaceAsync(known, changes.ApplyTo(known.Contact))
                : await CreateAsync(tenantId, phone, changes);
            if (written is not null)
                return written;
        }
    }

    /// <summary>Creates the contact of a number; null when there is one already.</summary>
    /// <returns>The contact as committed.</returns>
    public async Task<Contact?> CreateAsync(string tenantId, string phone, ContactChanges changes)
    {
        var contact = New(tenantId, phone, changes);
        var set = new WriteSet();
        var created = ContactWrites.Create(set, contact);
        if (await store.CommitAsync(set) is not CommitVerdict.Committed)
            return null;
        publisher.Publish([created]);
        return contact;
    }

    /// <summary>Changes a contact of the tenant's; null when there is none with this id.</summary>
    public async Task<ContactChange?> ChangeAsync(string tenantId, string id, ContactChanges changes)
    {
        while (await FindStoredByIdAsync(tenantId, id) is { } known)
        {
            var changed = changes.ApplyTo(known.Contact);
            if (ContactRules.FaultOf(changed) is { } fault)
                return new ContactChange(Contact: null, fault);
            if (await TryReplaceAsync(known, changed) is { } written)
                return new ContactChange(written, Fault: null);
        }

        return null;
    }

    /// <summary>A contact of the tenant's, or null.</summary>
    public async ValueTask<Contact?> FindAsync(string tenantId, string id) => (await FindStoredByIdAsync(tenantId, id))?.Contact;

    /// <summary>The tenant's contact with this number, or null.</summary>
    public async Task<Contact?> FindByPhoneAsync(string tenantId, string phone) => (await FindStoredAsync(tenantId, phone))?.Contact;

    /// <summary>The tenant's contacts with this mail address, whatever the case of its letters, the oldest first.</summary>
    public async Task<IReadOnlyList<Contact>> FindByEmailAsync(string tenantId, string email)
    {
        // Sorted here: asked for the order, SQLite walks along all contacts in it rather than to the few that have the address.
        var query = new SqlQuery("SELECT * FROM contacts WHERE tenant_id = @tenant AND email_key = @email")
        {
            ["tenant"] = tenantId,
            ["email"] = ContactTables.EmailKey(email),
        };
        return [.. (await store.QueryAsync(query, StoredContact.Read)).OrderBy(stored => stored.Ordinal).Select(stored => stored.Contact)];
    }

    /// <summary>Deletes the contact with this number; null when there is none (any more).</summary>
    /// <returns>The contact as it was.</returns>
    internal Task<Contact?> DeleteAsync(string tenantId, string phone) => DeleteFoundAsync(() => FindStoredAsync(tenantId, phone));

    /// <summary>Deletes the contact with this id; null when there is none (any more).</summary>
    /// <returns>The contact as it was.</returns>
    internal Task<Contact?> DeleteByIdAsync(string tenantId, string id) => DeleteFoundAsync(() => FindStoredByIdAsync(tenantId, id));

    private async Task<Contact?> DeleteFoundAsync(Func<ValueTask<StoredContact?>> find)
    {
        while (await find() is { } stored)
        {
            var set = new WriteSet();
            ContactWrites.Delete(set, stored);
            if (await store.CommitAsync(set) is not CommitVerdict.Committed)
                continue;
            foreach (string tag in stored.Contact.Tags)
                await store.CommitAsync(ContactWrites.ForgetUnused(stored.Contact.TenantId, tag));
            return stored.Contact;
        }

        return null;
    }

    private ValueTask<StoredContact?> FindStoredAsync(string tenantId, string phone) => store.FirstOrDefaultAsync(
        new SqlQuery("SELECT * FROM contacts WHERE tenant_id = @tenant AND phone_e164 = @phone") { ["tenant"] = tenantId, ["phone"] = phone },
        StoredContact.Read);

    private ValueTask<StoredContact?> FindStoredByIdAsync(string tenantId, string id) => store.FirstOrDefaultAsync(
        new SqlQuery("SELECT * FROM contacts WHERE id = @id AND tenant_id = @tenant") { ["id"] = id, ["tenant"] = tenantId },
        StoredContact.Read);

    private Contact New(string tenantId, string phone, ContactChanges changes) =>
        changes.ApplyTo(Contact.New(_ids.Next(), tenantId, phone, StoreTime.AsStored(time.GetUtcNow())));

    private async Task<Contact?> TryReplaceAsync(StoredContact known, Contact changed)
    {
        var contact = changed with { UpdatedAt = StoreTime.AsStored(time.GetUtcNow()) };
        var set = new WriteSet();
        ContactWrites.Replace(set, known, contact);
        return await store.CommitAsync(set) is CommitVerdict.Committed ? contact : null;
    }
}
