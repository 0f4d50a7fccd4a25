using Switchboard.Contacts;

namespace Switchboard.Compliance;

/// <summary>
/// Takes a contact out of a tenant's book. What was told of it when it was created goes with it: once the contact is gone, nothing leads from the number to those
/// words any more, and an erasure of the person would leave them behind. Calls to the number, places in audiences and the do-not-call list stay as they are.
/// </summary>
public sealed class ContactRemoval
{
    private readonly ContactRegister _contacts;
    private readonly EventEraser _events;
    private readonly Pseudonyms _pseudonyms;

    internal ContactRemoval(ContactRegister contacts, EventEraser events, Pseudonyms pseudonyms) =>
        (_contacts, _events, _pseudonyms) = (contacts, events, pseudonyms);

    /// <summary>Removes the contact; false when the tenant has none with this id. Asking again after a crash does what is left to do.</summary>
    public async Task<bool> RemoveAsync(string tenantId, string contactId)
    {
        if (await _contacts.FindAsync(tenantId, contactId) is not { } contact)
            return false;
        await _events.EraseAsync(tenantId, contact.Id, contact.Phone, _pseudonyms.Of(tenantId, contact.Phone), new ErasureReport());
        return await _contacts.DeleteByIdAsync(tenantId, contactId) is not null;
    }
}
