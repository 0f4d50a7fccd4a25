namespace Switchboard.Wallets;

/// <summary>
/// What one write of a wallet is made of: the operations that came in during the write before it, applied one after the other to
/// a state that nobody else sees until it is committed.
/// </summary>
internal sealed class WalletBatch(WalletState state, Dictionary<string, Hold> closedHolds, HashSet<string> bookedOperations)
{
    private readonly WalletState _before = state;
    private readonly List<Hold> _holds = [];
    private readonly List<LedgerEntry> _entries = [];
    private readonly List<string> _paidIntents = [];

    /// <summary>The state after all operations so far.</summary>
    public WalletState State { get; private set; } = state;

    /// <summary>Rows of holds to write.</summary>
    public IReadOnlyList<Hold> Holds => _holds;

    /// <summary>New rows of the ledger.</summary>
    public IReadOnlyList<LedgerEntry> Entries => _entries;

    /// <summary>Payment intents that are paid with this write.</summary>
    public IReadOnlyList<string> PaidIntents => _paidIntents;

    /// <summary>The recharge that is decided with this write; null for none.</summary>
    public Recharge? NewRecharge => State.Autocharge.Pending != _before.Autocharge.Pending ? State.Autocharge.Pending : null;

    /// <summary>Whether there is anything to write.</summary>
    public bool HasChanges => _holds.Count + _entries.Count > 0 || State.AuditAt != _before.AuditAt || State.Autocharge != _before.Autocharge;

    /// <summary>The hold of a call that has one, open or closed; null when it never had.</summary>
    public Hold? FindHold(string callId) => State.Holds.GetValueOrDefault(callId) ?? closedHolds.GetValueOrDefault(callId);

    /// <summary>Whether the ledger has the operation, in the store or in this batch.</summary>
    public bool IsBooked(string operationId) => bookedOperations.Contains(operationId);

    /// <summary>Takes over what the machine decided.</summary>
    public HoldResult Apply(WalletDecision decision)
    {
        if (decision.Result != HoldResult.Ok)
        {
            SetAutocharge(decision.Next);
            return decision.Result;
        }

        WalletMachine.AssertSound(decision.Next);
        State = decision.Next;
        if (decision.Hold is { } hold)
        {
            _holds.Add(hold);
            if (!hold.IsOpen) closedHolds[hold.CallId] = hold;
        }

        if (decision.Entry is { } entry)
        {
            _entries.Add(entry);
            bookedOperations.Add(entry.OperationId);
        }

        return HoldResult.Ok;
    }

    /// <summary>The store says that the call of an open hold has confirmed it.</summary>
    public void NoteConfirmed(Hold hold) => State = State with { Holds = State.Holds.SetItem(hold.CallId, hold) };

    /// <summary>When unconfirmed holds are looked at again.</summary>
    public void SetAudit(DateTimeOffset? at) => State = State with { AuditAt = at };

    /// <summary>Takes over what the machine made of automatic recharge.</summary>
    public void SetAutocharge(WalletState next) => State = State with { Autocharge = next.Autocharge };

    /// <summary>The intent becomes <c>succeeded</c> with this write.</summary>
    public void MarkPaid(string intentId) => _paidIntents.Add(intentId);
}
