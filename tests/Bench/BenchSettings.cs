namespace Switchboard.Bench;

/// <summary>What the command line asks of every bench.</summary>
/// <param name="Postgres">A server in which databases may be created and dropped; null: SQLite only.</param>
/// <param name="Quick">A tenth of the work, once: shows that everything runs, not how fast it is.</param>
public sealed record BenchSettings(string? Postgres, bool Quick)
{
    /// <summary>Rounds of each measurement; the median counts.</summary>
    public int Rounds => Quick ? 1 : 3;

    /// <summary>So many, or a tenth of it.</summary>
    public int Scaled(int count) => Quick ? count / 10 : count;
}
