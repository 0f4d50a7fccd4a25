using Switchboard.Storage;

namespace Switchboard.Handoffs;

/// <summary>The people whom a tenant's calls can be handed to, and the queues that they serve.</summary>
public sealed class HandoffRegister(IStore store)
{
    /// <summary>The longest name of a person or a queue, in characters.</summary>
    public const int NameLengthMax = 100;

    /// <summary>How many places in queues a tenant has.</summary>
    public const int MembersMax = 1000;

    private const string Joined = "FROM queue_members m JOIN human_agents p ON p.tenant_id = m.tenant_id AND p.agent = m.agent WHERE m.tenant_id = @tenant";

    /// <summary>Says of a person whether they take calls from a queue. Durable when it returns; a call that they are in goes on.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="queue">The queue, which need not be there yet.</param>
    /// <param name="agent">The person's name, unique within the tenant; need not be there yet.</param>
    /// <param name="phone">Their number, E.164, in all their queues; null: as it was.</param>
    /// <param name="available">Whether they take calls from this queue now.</param>
    public async Task<PlacePersonResult> SetAsync(string tenantId, string queue, string agent, string? phone, bool available)
    {
        var members = await MembersAsync(tenantId, queue: null);
        phone ??= members.FirstOrDefault(member => member.Agent == agent)?.Phone;
        if (phone is null)
            return PlacePersonResult.Refused(PlacePersonRefusal.PhoneNeeded);
        if (members.Count >= MembersMax && !members.Any(member => member.Queue == queue && member.Agent == agent))
            return PlacePersonResult.Refused(PlacePersonRefusal.TooMany);
        var set = new WriteSet()
            .Upsert(HandoffTables.People, new Row { ["tenant_id"] = tenantId, ["agent"] = agent, ["phone"] = phone })
            .Upsert(HandoffTables.Members, new Row { ["tenant_id"] = tenantId, ["queue"] = queue, ["agent"] = agent, ["available"] = available });
        var verdict = await store.CommitAsync(set);
        return verdict is CommitVerdict.Committed
            ? PlacePersonResult.Placed(phone)
            : throw new InvalidOperationException($"{agent} was not put into the queue {queue}: {verdict}.");
    }

    /// <summary>Takes a person out of a queue; whoever is in none any more is forgotten. A person in a call cannot leave their last queue.</summary>
    public async Task<RemovePersonResult> RemoveAsync(string tenantId, string queue, string agent)
    {
        var places = (await MembersAsync(tenantId, queue: null)).Where(member => member.Agent == agent).ToList();
        if (!places.Any(place => place.Queue == queue))
            return RemovePersonResult.Unknown;
        var set = new WriteSet().Delete(HandoffTables.Members, new Row { ["tenant_id"] = tenantId, ["queue"] = queue, ["agent"] = agent }, required: true);
        if (places.Count == 1)
            set.Delete(HandoffTables.People, new Row { ["tenant_id"] = tenantId, ["agent"] = agent }, when: new Row { ["call_id"] = null });
        return await store.CommitAsync(set) switch
        {
            CommitVerdict.Committed => RemovePersonResult.Removed,
            CommitVerdict.Missing missing when missing.Table == HandoffTables.People.Name => RemovePersonResult.InCall,
            _ => RemovePersonResult.Unknown,
        };
    }

    /// <summary>Who serves a queue, or any, by queue and name.</summary>
    public ValueTask<IReadOnlyList<QueueMember>> MembersAsync(string tenantId, string? queue)
    {
        var query = new SqlQuery($"SELECT m.queue, m.agent, p.phone, m.available, p.call_id {Joined}") { ["tenant"] = tenantId };
        if (queue is not null)
            query.Append(" AND m.queue = @queue").With("queue", queue);
        return store.QueryAsync(query.Append(" ORDER BY m.queue, m.agent"), Read);
    }

    /// <summary>Whom a transfer is to go to as things stand, which the claim verifies; or why nobody.</summary>
    internal async ValueTask<(TransferTarget? Target, TransferRefusal? Refusal)> ChooseAsync(TransferCall command, DateTimeOffset now)
    {
        var query = new SqlQuery($"SELECT m.queue, m.agent, p.phone, m.available, p.call_id {Joined}") { ["tenant"] = command.TenantId, ["default"] = Queues.Default };
        if (command.Phone is { } phone)
            query.Append(" AND p.phone = @phone").With("phone", phone);
        if (command.Agent is { } agent)
            query.Append(" AND m.agent = @agent").With("agent", agent);
        if (command is { Phone: null, Queue: { } queue })
            query.Append(" AND m.queue = @queue").With("queue", queue);
        query.Append(" ORDER BY CASE WHEN m.queue = @default THEN 0 ELSE 1 END, COALESCE(p.free_since, 0), m.queue, m.agent");

        var meant = await store.QueryAsync(query, Read);
        if (meant.FirstOrDefault(member => member.IsFree) is { } free)
            return (new TransferTarget(free.Phone, free.Agent, free.Queue, now), null);
        return (command, meant.Count) switch
        {
            ({ Phone: { } nobodys }, 0) => (new TransferTarget(nobodys, Agent: null, Queue: null, now), null),
            ({ Agent: not null }, 0) => (null, TransferRefusal.UnknownAgent),
            _ => (null, TransferRefusal.NobodyFree),
        };
    }

    private static QueueMember Read(RowReader row) =>
        new(row.Text("queue"), row.Text("agent"), row.Text("phone"), row.Boolean("available"), row.TextOrNull("call_id"));
}

/// <summary>A person in a queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Agent">The person's name.</param>
/// <param name="Phone">Their number, E.164.</param>
/// <param name="IsAvailable">Whether they take calls from this queue.</param>
/// <param name="CallId">The call that was handed to them; null while they are in none.</param>
public sealed record QueueMember(string Queue, string Agent, string Phone, bool IsAvailable, string? CallId)
{
    /// <summary>Whether a call of this queue can be handed to them now.</summary>
    public bool IsFree => IsAvailable && CallId is null;
}

/// <summary>The answer to <see cref="HandoffRegister.SetAsync"/>.</summary>
/// <param name="Phone">The person's number; null when refused.</param>
/// <param name="Refusal">Why not; null when it was done.</param>
public sealed record PlacePersonResult(string? Phone, PlacePersonRefusal? Refusal)
{
    internal static PlacePersonResult Placed(string phone) => new(phone, null);

    internal static PlacePersonResult Refused(PlacePersonRefusal reason) => new(null, reason);
}

/// <summary>Why a person was not put into a queue.</summary>
public enum PlacePersonRefusal
{
    /// <summary>A person who is not known yet needs a number.</summary>
    PhoneNeeded,

    /// <summary>The tenant has <see cref="HandoffRegister.MembersMax"/> places in queues already.</summary>
    TooMany,
}

/// <summary>What became of taking a person out of a queue.</summary>
public enum RemovePersonResult
{
    /// <summary>Done.</summary>
    Removed,

    /// <summary>There is no such person in this queue.</summary>
    Unknown,

    /// <summary>The person is in a call and in no other queue: nothing was done.</summary>
    InCall,
}
