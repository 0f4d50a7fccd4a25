using Switchboard.Carriers;
using Switchboard.Storage;

namespace Switchboard.Calls;

/// <summary>Reads calls: the rows that the grains write, so a list is never behind them.</summary>
public sealed class CallRegister(IStore store)
{
    /// <summary>A call of the tenant's, or null.</summary>
    public async Task<CallView?> FindAsync(string tenantId, string callId)
    {
        var query = new SqlQuery("SELECT state FROM calls WHERE id = @id AND tenant_id = @tenant") { ["id"] = callId, ["tenant"] = tenantId };
        return await store.FirstOrDefaultAsync(query, ReadView);
    }

    /// <summary>What was said in an ended call, or null.</summary>
    public async Task<Conversation?> FindConversationAsync(string tenantId, string callId)
    {
        var query = new SqlQuery("SELECT conversation FROM conversations WHERE call_id = @id AND tenant_id = @tenant")
        {
            ["id"] = callId,
            ["tenant"] = tenantId,
        };
        return await store.FirstOrDefaultAsync(query, row => CallJson.ReadConversation(row.Text("conversation")));
    }

    private static CallView ReadView(RowReader row) => CallJson.ReadState(row.Text("state")).View;
}
