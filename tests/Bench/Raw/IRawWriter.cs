namespace Switchboard.Bench.Raw;

/// <summary>Writes calls as fast as the database takes them: prepared statements, nothing in between.</summary>
public interface IRawWriter : IDisposable
{
    /// <summary>Writes the rows of some calls, all in one durable transaction.</summary>
    void Write(IReadOnlyList<object?[][]> calls);
}
