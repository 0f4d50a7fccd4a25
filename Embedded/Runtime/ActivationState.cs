namespace Switchboard.Embedded;

/// <summary>The life of an activation, which only moves forward.</summary>
internal enum ActivationState
{
    /// <summary>Requests may wait; nothing has run.</summary>
    Created,

    /// <summary>The record is being read and <c>OnActivateAsync</c> runs; requests wait.</summary>
    Activating,

    /// <summary>Requests run.</summary>
    Valid,

    /// <summary>The running requests finish, then <c>OnDeactivateAsync</c> runs; new requests wait for the next activation.</summary>
    Deactivating,

    /// <summary>Nothing runs any more.</summary>
    Ended,
}
