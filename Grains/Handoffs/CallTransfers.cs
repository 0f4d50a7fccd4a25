using Orleans;
using Orleans.Storage;
using Switchboard.Calls;

namespace Switchboard.Handoffs;

/// <summary>Hands calls over.</summary>
public sealed class CallTransfers(IGrainFactory grains)
{
    /// <summary>Each time, somebody else has taken the person who was chosen, so this many others were served meanwhile.</summary>
    private const int AttemptsMax = 20;

    /// <summary>
    /// Hands a call to a person. Durable when it answers; asking again for the same answers the same. When another call takes the person who was chosen in the same
    /// moment, the next one is chosen.
    /// </summary>
    public async Task<TransferResult> TransferAsync(string callId, TransferCall command)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await grains.GetGrain<ICallGrain>(callId).Transfer(command);
            }
            catch (InconsistentStateException) when (attempt < AttemptsMax)
            {
                // Nothing was written, and the next look sees whom the other call has taken.
            }
        }
    }
}
