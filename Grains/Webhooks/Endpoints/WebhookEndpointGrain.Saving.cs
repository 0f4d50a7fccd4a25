using Microsoft.Extensions.Logging;
using Switchboard.Storage;

namespace Switchboard.Webhooks;

/// <summary>The endpoint's own row: what lists show of it, its breaker, and when it has something to do again.</summary>
internal sealed partial class WebhookEndpointGrain
{
    private DateTimeOffset? _dueAt;
    private bool _isChanged;
    private bool _isSaving;

    /// <summary>There is something to do at that time, if not before.</summary>
    private void ArmBy(DateTimeOffset dueAt)
    {
        if (_dueAt <= dueAt)
            return;
        _dueAt = dueAt;
        deadlines.Arm(WebhookTables.Endpoints.Name, Id, dueAt);
        Touch();
    }

    /// <summary>All that was due is done and committed: the next thing to do is the next delivery in the store, whoever put it there.</summary>
    private async Task SettleAsync()
    {
        var next = await deliveries.NextDueAsync(Id);
        if (_held.Count > 0 || _mayHaveMore || next == _dueAt)
            return;
        _dueAt = next;
        deadlines.Arm(WebhookTables.Endpoints.Name, Id, next);
        Touch();
    }

    /// <summary>The row is to be saved. What changes while it is being saved is saved together, next.</summary>
    private void Touch()
    {
        _isChanged = true;
        if (!_isSaving)
            _ = SaveAsync();
    }

    private async Task SaveAsync()
    {
        _isSaving = true;
        try
        {
            while (_isChanged && _setup is not null)
            {
                _isChanged = false;
                var set = new WriteSet();
                EndpointRegister.Save(set, _setup.Endpoint, _breaker, _dueAt);
                await store.CommitAsync(set);
            }
        }
        catch (StoreException e)
        {
            // The next change saves again, and the sweep does not depend on this row.
            LogUnsaved(e, Id, _setup?.Endpoint.TenantId);
        }
        finally
        {
            _isSaving = false;
        }

        Advance();
    }

    [LoggerMessage(LogLevel.Warning, "The row of webhook endpoint {EndpointId} of tenant {TenantId} could not be saved")]
    private partial void LogUnsaved(Exception error, string endpointId, string? tenantId);
}
