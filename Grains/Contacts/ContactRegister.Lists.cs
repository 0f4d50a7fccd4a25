using System.Collections.Immutable;
using Switchboard.Storage;

namespace Switchboard.Contacts;

/// <content>Lists of contacts.</content>
public sealed partial class ContactRegister
{
    // With fewer contacts of a tag than this, looking at each of them is quicker than looking at the search key of everybody.
    private const long WalkedByTagMax = 20_000;

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

    /// <summary>A page of the tenant's contacts that are looked for, newest first, and how many there are in all.</summary>
    /// <param name="tenantId">Whose contacts.</param>
    /// <param name="search">What the number, the mail address or the name contains, whatever the case of letters; null for anything.</param>
    /// <param name="tags">Tags that they all have; empty for any.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="offset">How many newer ones to pass over.</param>
    public async Task<ListPage<Contact>> SearchAsync(string tenantId, string? search, IReadOnlyList<string> tags, int limit, long offset)
    {
        if (search is null && tags.Count == 0)
            return await PageAsync(tenantId, consent: null, limit, offset);
        if (await FindTagsAsync(tenantId, tags) is not { } found)
            return new ListPage<Contact>([], Total: 0);
        var (ids, id) = IdsOf(tenantId, search, found);
        var page = new SqlQuery($"SELECT * FROM contacts WHERE id IN (SELECT {id} AS id ").Append(ids.Text)
            .Append($" ORDER BY {id} DESC LIMIT @limit OFFSET @offset) ORDER BY id DESC")
            .With("limit", limit).With("offset", offset);
        var rows = await store.QueryAsync(WithArguments(page, ids), ContactTables.Read);

        // A page that is not full is the last one, and what looked for more has looked at all of them.
        if (rows.Count < limit && (rows.Count > 0 || offset == 0))
            return new ListPage<Contact>(rows, offset + rows.Count);
        return new ListPage<Contact>(rows, found is [var only] && search is null ? only.Rows : await CountAsync(tenantId, search, found));
    }

    /// <summary>
    /// The tenant's contacts in the order of their ids, a part at a time, however many there are. Who is added meanwhile comes at the end.
    /// </summary>
    /// <param name="tenantId">Whose contacts.</param>
    /// <param name="tags">Tags that they all have; empty for everybody.</param>
    /// <param name="afterId">The id of the last one before these; null to begin.</param>
    /// <param name="limit">At most so many; fewer come at the end only.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async ValueTask<IReadOnlyList<Contact>> AfterAsync(
        string tenantId, IReadOnlyList<string> tags, string? afterId, int limit, CancellationToken cancellationToken = default)
    {
        if (await FindTagsAsync(tenantId, tags) is not { } found)
            return [];
        var (ids, id) = IdsOf(tenantId, search: null, found);
        var part = new SqlQuery($"SELECT * FROM contacts WHERE id IN (SELECT {id} AS id ").Append(ids.Text)
            .Append($" AND {id} > @after ORDER BY {id} LIMIT @limit) ORDER BY id")
            .With("after", afterId ?? "").With("limit", limit);
        return await store.QueryAsync(WithArguments(part, ids), ContactTables.Read, cancellationToken);
    }

    /// <summary>How many of the tenant's contacts have all these tags; everybody when there are none.</summary>
    public async Task<long> CountAsync(string tenantId, IReadOnlyList<string> tags)
    {
        if (tags.Count == 0)
            return (await PageAsync(tenantId, consent: null, limit: 0, offset: 0)).Total;
        if (await FindTagsAsync(tenantId, tags) is not { } found)
            return 0;
        return found is [var only] ? only.Rows : await CountAsync(tenantId, search: null, found);
    }

    private ValueTask<long> CountAsync(string tenantId, string? search, ImmutableArray<CountedTag> tags)
    {
        var (ids, _) = IdsOf(tenantId, search, tags);
        return store.FirstOrDefaultAsync(WithArguments(new SqlQuery("SELECT COUNT(*) AS n ").Append(ids.Text), ids), row => row.Int64("n"));
    }

    /// <summary>The different tags, the rarest first; null when nobody has one of them.</summary>
    private async Task<ImmutableArray<CountedTag>?> FindTagsAsync(string tenantId, IReadOnlyList<string> tags)
    {
        string[] wanted = [.. tags.Distinct(StringComparer.Ordinal)];
        if (wanted.Length == 0)
            return [];
        var query = new SqlQuery($"SELECT tag, rows FROM contact_tag_counts WHERE tenant_id = @tenant AND {store.Dialect.In("tag", "tags")} AND rows > 0")
        {
            ["tenant"] = tenantId,
            ["tags"] = wanted,
        };
        var found = await store.QueryAsync(query, row => new CountedTag(row.Text("tag"), row.Int64("rows")));
        return found.Count == wanted.Length ? [.. found.OrderBy(tag => tag.Rows)] : null;
    }

    /// <summary>From where and under which conditions the ids come, and the column that they are in: along the rarest tag, or else along all contacts.</summary>
    private (SqlQuery From, string Id) IdsOf(string tenantId, string? search, ImmutableArray<CountedTag> tags)
    {
        bool alongTag = tags.Length > 0 && (search is null || tags[0].Rows <= WalkedByTagMax);
        string id = alongTag ? "t.contact_id" : "c.id";
        var query = new SqlQuery(alongTag ? "FROM contact_tags t" : "FROM contacts c") { ["tenant"] = tenantId };
        if (alongTag && search is not null)
            query.Append(" JOIN contacts c ON c.id = t.contact_id");
        query.Append(alongTag ? " WHERE t.tenant_id = @tenant AND t.tag = @tag0" : " WHERE c.tenant_id = @tenant");
        if (search is not null)
            query.Append($" AND {store.Dialect.ContainsExactly("c.search_key", "search")}").With("search", ContactTables.SearchText(search));
        for (int i = 0; i < tags.Length; i++)
        {
            query.With($"tag{i}", tags[i].Tag);
            if (i > 0 || !alongTag)
                query.Append($" AND EXISTS (SELECT 1 FROM contact_tags o WHERE o.tenant_id = @tenant AND o.tag = @tag{i} AND o.contact_id = {id})");
        }

        return (query, id);
    }

    private static SqlQuery WithArguments(SqlQuery query, SqlQuery part)
    {
        foreach (var (name, value) in part)
            query[name] = value;
        return query;
    }

    /// <summary>A tag and how many contacts have it.</summary>
    private readonly record struct CountedTag(string Tag, long Rows);
}
