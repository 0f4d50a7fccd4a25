using Switchboard.Numbers;

namespace Switchboard.Carriers.Simulator.Inventory;

/// <summary>
/// The simulator's numbers: the same in every installation, by country and area. It keeps no books of its own: whatever is in no tenant's hands is on
/// offer, every order is taken, and every number that a tenant says is its own is believed to be.
/// </summary>
public sealed class SimulatedInventory(NumberRegister numbers) : INumberInventory
{
    // Numbers looked up at once; taken ones are skipped, so that a page is full while there is anything left.
    private const int Chunk = 100;

    /// <inheritdoc/>
    public string Name => "simulator";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AvailableNumber>> SearchAsync(NumberSearch search, CancellationToken cancellationToken)
    {
        var found = new List<AvailableNumber>(search.Limit);
        foreach (var chunk in (CountryInventory.Of(search.Country)?.Numbers(search.AreaCode) ?? []).Chunk(Chunk))
        {
            var held = await numbers.HeldAmongAsync([.. chunk.Select(number => number.Phone)], cancellationToken);
            found.AddRange(chunk.Where(number => !held.Contains(number.Phone)).Take(search.Limit - found.Count));
            if (found.Count == search.Limit) break;
        }

        return found;
    }

    /// <inheritdoc/>
    public Task<AvailableNumber?> FindAsync(string phone, CancellationToken cancellationToken) =>
        Task.FromResult(CountryInventory.All.Select(country => country.Find(phone)).FirstOrDefault(found => found is not null));

    /// <inheritdoc/>
    public Task<bool> ProvisionAsync(NumberOrder order, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <inheritdoc/>
    public Task<bool> ImportAsync(NumberOrder order, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <inheritdoc/>
    public Task ReleaseAsync(NumberOrder order, CancellationToken cancellationToken) => Task.CompletedTask;
}
