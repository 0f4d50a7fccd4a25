namespace Switchboard.Api.Doors;

/// <summary>Carries a refusal out of the places that cannot return one, such as the binding of a parameter.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Message)
{
    /// <summary>What to answer.</summary>
    public Refusal Refusal { get; } = refusal;
}
