namespace Switchboard.Onboarding;

/// <summary>Asks providers whether they take a credential.</summary>
public interface IProviderProbe
{
    /// <summary>Asks, without changing anything there. A provider that cannot be reached is an answer too.</summary>
    /// <param name="provider">Whom to ask.</param>
    /// <param name="credential">A credential without <see cref="Provider.Faults"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">Given up.</exception>
    Task<ProbeAnswer> AskAsync(Provider provider, ProviderSecret credential, CancellationToken cancellationToken);
}

/// <summary>What came of asking.</summary>
/// <param name="Validation">What the provider said.</param>
/// <param name="Error">Why the credential is not known to be good; null when it is.</param>
public readonly record struct ProbeAnswer(CredentialValidation Validation, string? Error);
