using Switchboard.Contacts;

namespace Switchboard.Campaigns;

/// <summary>Goes through a tenant's contacts who have certain tags, a page at a time. A contact is met once, however many come and go meanwhile.</summary>
/// <param name="contacts">The contacts.</param>
/// <param name="tenantId">Whose.</param>
/// <param name="tags">Only those who have all of these; empty for all.</param>
/// <param name="max">After so many nobody more is met.</param>
internal sealed class ContactPages(ContactRegister contacts, string tenantId, IReadOnlyList<string> tags, long max)
{
    private const int PageSize = 1000;

    private string? _lastId;
    private long _left = max;

    /// <summary>The next of them; empty at the end.</summary>
    public async Task<IReadOnlyList<Contact>> NextAsync()
    {
        if (_left <= 0) return [];
        var page = await contacts.AfterAsync(tenantId, tags, _lastId, (int)Math.Min(PageSize, _left));
        if (page.Count > 0) _lastId = page[^1].Id;
        _left -= page.Count;
        return page;
    }
}
