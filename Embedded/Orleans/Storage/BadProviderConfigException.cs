using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A grain names a storage provider that is not registered.</summary>
[GenerateSerializer]
public sealed class BadProviderConfigException : OrleansException
{
    /// <summary>Creates the error.</summary>
    public BadProviderConfigException()
    {
    }

    /// <summary>Creates the error with a message.</summary>
    public BadProviderConfigException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with a message and its cause.</summary>
    public BadProviderConfigException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
