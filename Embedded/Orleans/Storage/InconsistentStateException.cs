using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A record was not at the version its writer knew. An activation that lets this escape from a request ends, so that the next one reads afresh.</summary>
[GenerateSerializer]
public class InconsistentStateException : OrleansException
{
    /// <summary>Creates the error.</summary>
    public InconsistentStateException()
    {
    }

    /// <summary>Creates the error with a message.</summary>
    public InconsistentStateException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with a message and its cause.</summary>
    public InconsistentStateException(string message, Exception? innerException)
        : base(message, innerException!)
    {
    }

    /// <summary>Creates the error with both versions.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : this(errorMsg, storedEtag, currentEtag, null)
    {
    }

    /// <summary>Creates the error with both versions and its cause.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
        : base(errorMsg, storageException!)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>The version in the store.</summary>
    public string? StoredEtag { get; }

    /// <summary>The version the writer knew.</summary>
    public string? CurrentEtag { get; }

    /// <summary>Whether it has not left the activation yet whose state it is about: callers that it passes through stay.</summary>
    internal bool IsSourceActivation { get; set; } = true;
}
