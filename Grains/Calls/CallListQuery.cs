using Switchboard.Storage;

namespace Switchboard.Calls;

/// <summary>
/// Counts and finds the calls of a filter in an index alone, whose columns are all that a filter asks about: only the rows of a page are read. The index of a
/// contact is an exception, as nobody is called that often.
/// </summary>
/// <remarks>
/// An index begins with what narrows most and goes on with the order of the list; <c>COALESCE(column, NULL)</c>, which is the column, keeps the planner of SQLite
/// from one that it takes for narrower because it knows nothing of the numbers.
/// </remarks>
internal static class CallListQuery
{
    /// <summary>How many calls there are, as <c>calls</c>.</summary>
    public static SqlQuery Count(string tenantId, CallFilter filter)
    {
        var query = new SqlQuery("SELECT COUNT(*) AS calls FROM calls WHERE ");
        AppendConditions(query, tenantId, filter);
        return query;
    }

    /// <summary>A page of them, newest first.</summary>
    /// <param name="tenantId">Whose calls.</param>
    /// <param name="filter">Which.</param>
    /// <param name="columns">The columns to read.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="offset">How many newer ones to pass over.</param>
    public static SqlQuery Page(string tenantId, CallFilter filter, string columns, int limit, long offset)
    {
        var query = new SqlQuery($"SELECT {columns} FROM calls WHERE tenant_id = @tenant AND ordinal IN (SELECT ordinal FROM calls WHERE ");
        AppendConditions(query, tenantId, filter);
        return query
            .Append(" ORDER BY created_at DESC, ordinal DESC LIMIT @limit OFFSET @offset) ORDER BY ordinal DESC")
            .With("limit", limit)
            .With("offset", offset);
    }

    private static void AppendConditions(SqlQuery query, string tenantId, CallFilter filter)
    {
        query["tenant"] = tenantId;
        query.Append(filter.ContactId is null ? "tenant_id = @tenant" : "COALESCE(tenant_id, NULL) = @tenant AND contact_id = @contact AND contact_id IS NOT NULL");
        if (filter.ContactId is { } contactId)
            query["contact"] = contactId;
        if (filter.CampaignId is { } campaignId)
            query.Append($" AND {(filter.ContactId is null ? "campaign_id = @campaign AND campaign_id IS NOT NULL" : "COALESCE(campaign_id, NULL) = @campaign")}").With("campaign", campaignId);
        if (filter.From is { } from)
            query.Append(" AND created_at >= @from").With("from", from);
        if (filter.Before is { } before)
            query.Append(" AND created_at < @before").With("before", before);
        if (filter.AgentId is { } agentId)
            query.Append(" AND COALESCE(agent_id, NULL) = @agent").With("agent", agentId);
        if (filter.Sentiment is { } sentiment)
            query.Append(" AND sentiment = @sentiment").With("sentiment", sentiment);
        if (filter.IsVoicemail is { } isVoicemail)
            query.Append(isVoicemail ? " AND answered_by = 'voicemail'" : " AND (answered_by IS NULL OR answered_by <> 'voicemail')");
        if (filter.Statuses.IsEmpty)
            return;
        query.Append($" AND COALESCE(status, NULL) IN ({string.Join(", ", filter.Statuses.Select((_, number) => $"@status{number}"))})");
        for (var number = 0; number < filter.Statuses.Length; number++)
            query[$"status{number}"] = filter.Statuses[number].ToName();
    }
}
