using Microsoft.Extensions.Logging;
using Orleans;
using Switchboard.Handoffs;

namespace Switchboard.Calls;

/// <content>The conversation: what is said in it, and who takes it over.</content>
internal sealed partial class CallGrain
{
    /// <summary>What was heard, as far as this activation knows; null: look.</summary>
    private Conversation? _conversation;

    /// <inheritdoc/>
    public async Task<TransferResult> Transfer(TransferCall command)
    {
        if (State is not { } state || state.View.TenantId != command.TenantId) return TransferResult.Refused(TransferRefusal.UnknownCall);
        if (!CallMachine.CanTransfer(state)) return TransferResult.Refused(TransferRefusal.NotActive);
        if (state.View.TransferredTo is { } taken)
            return command.Means(taken) ? TransferResult.Accepted(state.View) : TransferResult.Refused(TransferRefusal.AlreadyTransferred);

        var (target, refusal) = await handoffs.ChooseAsync(command, time.GetUtcNow());
        if (target is null) return TransferResult.Refused(refusal!.Value);
        await CarryOutAsync(CallMachine.Transfer(state, target, Clock, time.GetUtcNow()));
        return TransferResult.Accepted(State!.View);
    }

    /// <inheritdoc/>
    public async Task<Conversation> GetConversation()
    {
        if (State is { View.Status: CallStatus.InProgress } live) _conversation = await ListenAsync(live) ?? _conversation;
        return _conversation ??= (State is { } state && state.View.Status.IsEnd() ? await register.FindConversationAsync(state.View.TenantId, Id) : null)
            ?? Conversation.Empty;
    }

    /// <summary>What the carrier has heard by now; what it last reported is good enough when it cannot be asked.</summary>
    private async Task<Conversation?> ListenAsync(CallState live)
    {
        try
        {
            return await carrier.ListenAsync(live.ToCarrierCall(), CancellationToken.None);
        }
        catch (Exception e)
        {
            LogNotHeard(e, Id);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Debug, "The carrier did not say what has been said in call {CallId}")]
    private partial void LogNotHeard(Exception error, string callId);
}
