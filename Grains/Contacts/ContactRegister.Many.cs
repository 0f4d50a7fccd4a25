using Switchboard.Events;
using Switchboard.Storage;

namespace Switchboard.Contacts;

/// <content>Many contacts at once.</content>
public sealed partial class ContactRegister
{
    // One transaction of these holds up what others commit for a few milliseconds.
    private const int ManyBatch = 250;

    /// <summary>
    /// Creates or changes the contacts of many numbers, in their order and in batches: each batch is written as a whole. A number that is there twice is changed twice.
    /// What does not fit a contact fails alone. Doing it again, after a crash or for no reason, makes no contact and no event anew.
    /// </summary>
    /// <param name="tenantId">Whose contacts.</param>
    /// <param name="upserts">The numbers, E.164, with what is said of them.</param>
    /// <param name="cancellationToken">Stops between two batches; what was written stays.</param>
    /// <returns>What became of each, in their order.</returns>
    public async Task<IReadOnlyList<ContactOutcome>> UpsertManyAsync(
        string tenantId, IReadOnlyList<ContactUpsert> upserts, CancellationToken cancellationToken = default)
    {
        var outcomes = new List<ContactOutcome>(upserts.Count);
        foreach (var batch in upserts.Chunk(ManyBatch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            outcomes.AddRange(await UpsertBatchAsync(tenantId, batch));
        }

        return outcomes;
    }

    private async Task<ContactOutcome[]> UpsertBatchAsync(string tenantId, ContactUpsert[] upserts)
    {
        while (true)
        {
            var known = await FindStoredAsync(tenantId, upserts.Select(upsert => upsert.Phone));
            var changed = new Dictionary<string, Contact>(upserts.Length, StringComparer.Ordinal);
            var outcomes = Array.ConvertAll(upserts, upsert => Apply(tenantId, upsert, known, changed));
            var (set, events) = Write(known, changed.Values);

            // Not committed: somebody has written or deleted one of them meanwhile, so all are looked at again.
            if (set.RowCount > 0 && await store.CommitAsync(set) is not CommitVerdict.Committed)
                continue;
            publisher.Publish(events);
            return outcomes;
        }
    }

    private ContactOutcome Apply(
        string tenantId, ContactUpsert upsert, IReadOnlyDictionary<string, StoredContact> known, Dictionary<string, Contact> changed)
    {
        var former = changed.GetValueOrDefault(upsert.Phone) ?? known.GetValueOrDefault(upsert.Phone)?.Contact;
        var contact = former is null ? New(tenantId, upsert.Phone, upsert.Changes) : upsert.Changes.ApplyTo(former);
        if (ContactRules.FaultOf(contact) is { } fault)
            return new ContactOutcome(IsNew: false, fault);
        changed[upsert.Phone] = contact;
        return new ContactOutcome(former is null, Fault: null);
    }

    private (WriteSet Set, IReadOnlyList<EngineEvent> Events) Write(IReadOnlyDictionary<string, StoredContact> known, IEnumerable<Contact> changed)
    {
        var now = StoreTime.AsStored(time.GetUtcNow());
        var set = new WriteSet();
        var events = new List<EngineEvent>();
        foreach (var contact in changed)
        {
            if (known.GetValueOrDefault(contact.Phone) is { } stored)
                ContactWrites.Replace(set, stored, contact with { UpdatedAt = now });
            else
                events.Add(ContactWrites.Create(set, contact));
        }

        return (set, events);
    }

    private async Task<Dictionary<string, StoredContact>> FindStoredAsync(string tenantId, IEnumerable<string> phones)
    {
        var query = new SqlQuery($"SELECT * FROM contacts WHERE tenant_id = @tenant AND {store.Dialect.In("phone_e164", "phones")}")
        {
            ["tenant"] = tenantId,
            ["phones"] = phones.Distinct(StringComparer.Ordinal).ToArray(),
        };
        return (await store.QueryAsync(query, StoredContact.Read)).ToDictionary(stored => stored.Contact.Phone, StringComparer.Ordinal);
    }
}

/// <summary>What is said of a number.</summary>
/// <param name="Phone">The number, E.164.</param>
/// <param name="Changes">What is said.</param>
public sealed record ContactUpsert(string Phone, ContactChanges Changes);

/// <summary>What became of an upsert among many.</summary>
/// <param name="IsNew">Whether it created the contact.</param>
/// <param name="Fault">Why nothing was written; null when something was.</param>
public readonly record struct ContactOutcome(bool IsNew, ContactFault? Fault);
