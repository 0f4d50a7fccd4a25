namespace Switchboard.Carriers;

/// <summary>
/// The numbers that a carrier has to give away, and those it looks after for us. The simulator's is one implementation; a provider's REST API is
/// another. An order's id is its idempotency key: what is asked for twice happens once.
/// </summary>
/// <remarks>Methods may throw; the engine then treats the outcome as unknown and asks again.</remarks>
public interface INumberInventory
{
    /// <summary>The provider's name, as rows of numbers print it.</summary>
    string Name { get; }

    /// <summary>Numbers that could be ordered now. A country or area that the carrier does not serve has none.</summary>
    Task<IReadOnlyList<AvailableNumber>> SearchAsync(NumberSearch search, CancellationToken cancellationToken);

    /// <summary>The number as a search would list it; null when the carrier does not offer it.</summary>
    Task<AvailableNumber?> FindAsync(string phone, CancellationToken cancellationToken);

    /// <summary>
    /// Orders the number. When it answers true, the number is ours and the carrier knows that its calls and their reports come to this
    /// installation; false is a definite no.
    /// </summary>
    Task<bool> ProvisionAsync(NumberOrder order, CancellationToken cancellationToken);

    /// <summary>
    /// Attaches a number that the tenant owns at its provider. When it answers true, its calls and their reports come to this
    /// installation; false when the provider does not know it as the tenant's.
    /// </summary>
    Task<bool> ImportAsync(NumberOrder order, CancellationToken cancellationToken);

    /// <summary>
    /// Undoes an order: gives a bought number back, detaches an imported one. Nothing of it comes to this installation afterwards. An order that the
    /// carrier does not know (any more) is undone already.
    /// </summary>
    Task ReleaseAsync(NumberOrder order, CancellationToken cancellationToken);
}

/// <summary>What numbers are looked for.</summary>
/// <param name="Country">ISO 3166 code, of two or three letters, in capitals.</param>
/// <param name="AreaCode">Digits without the trunk prefix; null for any area.</param>
/// <param name="Limit">At most so many.</param>
public sealed record NumberSearch(string Country, string? AreaCode, int Limit);

/// <summary>A number that can be ordered.</summary>
/// <param name="Phone">E.164.</param>
/// <param name="Country">ISO 3166 code of two letters.</param>
/// <param name="AreaCode">Its area; null where there are none.</param>
public sealed record AvailableNumber(string Phone, string Country, string? AreaCode);

/// <summary>A number that a tenant takes or gives back.</summary>
/// <param name="Id">Our id of this holding; the idempotency key.</param>
/// <param name="TenantId">Whose it is.</param>
/// <param name="Phone">E.164.</param>
/// <param name="Provider">Whose number it is.</param>
public sealed record NumberOrder(string Id, string TenantId, string Phone, string Provider);
