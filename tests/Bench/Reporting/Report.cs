using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchboard.Bench.Reporting;

/// <summary>The figures of a run.</summary>
public sealed class Report
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly List<Figure> _figures = [];

    /// <summary>When the run began.</summary>
    public DateTimeOffset StartedAt { get; } = TimeProvider.System.GetUtcNow();

    /// <summary>Where.</summary>
    public Machine Machine { get; } = Machine.Read();

    /// <summary>How busy the machine was before.</summary>
    public double? LoadBefore { get; } = Machine.Load();

    /// <summary>What was measured, in order.</summary>
    public IReadOnlyList<Figure> Figures => _figures;

    /// <summary>Takes a figure in.</summary>
    public void Add(Figure figure) => _figures.Add(figure);

    /// <summary>Writes everything to a file.</summary>
    public async Task SaveAsync(string file)
    {
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(stream, this, Json);
    }
}
