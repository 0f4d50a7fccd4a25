namespace Orleans;

/// <summary>Why an activation ends.</summary>
public readonly struct DeactivationReason
{
    /// <summary>Creates a reason without an exception.</summary>
    public DeactivationReason(DeactivationReasonCode code, string text)
        : this(code, null, text)
    {
    }

    /// <summary>Creates a reason with the exception behind it.</summary>
    public DeactivationReason(DeactivationReasonCode code, Exception? exception, string text)
    {
        ReasonCode = code;
        Exception = exception;
        Description = text;
    }

    /// <summary>For people.</summary>
    public string Description { get; }

    /// <summary>For programs.</summary>
    public DeactivationReasonCode ReasonCode { get; }

    /// <summary>What went wrong, if something did.</summary>
    public Exception? Exception { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        Exception is null ? $"{ReasonCode}: {Description}" : $"{ReasonCode}: {Description}. Exception: {Exception}";
}

/// <summary>The kinds of reasons for which an activation ends. The numbers are those of Orleans.</summary>
[GenerateSerializer]
public enum DeactivationReasonCode : byte
{
    /// <summary>None given.</summary>
    None = 0,

    /// <summary>The host stops.</summary>
    ShuttingDown = 1,

    /// <summary>The activation failed before its first request.</summary>
    ActivationFailed = 2,

    /// <summary>No request for a while.</summary>
    ActivationIdle = 4,

    /// <summary>A request let an error escape that makes the activation's state doubtful.</summary>
    ApplicationError = 8,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested = 9,

    /// <summary>The host cancelled the activation.</summary>
    RuntimeRequested = 11,
}
