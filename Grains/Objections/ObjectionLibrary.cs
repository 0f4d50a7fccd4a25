using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchboard.Objections;

/// <summary>
/// The objections that ship with the product: a file for each category in <c>Objections/Library</c>. The same for every tenant; only the counts of
/// their use are stored (<see cref="ObjectionUsage"/>).
/// </summary>
public static class ObjectionLibrary
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The categories, in the order in which they are listed.</summary>
    public static ImmutableArray<string> Categories { get; } =
    [
        "price", "timing", "need", "trust", "authority", "competition", "product", "contract", "payment", "privacy", "channel",
    ];

    /// <summary>The languages that there are wordings in, the one that all have first.</summary>
    public static ImmutableArray<string> Languages { get; } = ["en", "hi"];

    /// <summary>All of them, by category.</summary>
    public static ImmutableArray<Objection> All { get; } = [.. Categories.SelectMany(Load)];

    private static readonly FrozenDictionary<string, Objection> ById = All.ToFrozenDictionary(objection => objection.Id);

    /// <summary>The one of that id; null when there is none.</summary>
    public static Objection? Find(string? id) => id is null ? null : ById.GetValueOrDefault(id);

    private static IEnumerable<Objection> Load(string category)
    {
        using var file = typeof(ObjectionLibrary).Assembly.GetManifestResourceStream($"Switchboard.Objections.{category}.json")
            ?? throw new InvalidOperationException($"The objections about {category} are not in the build.");
        return [.. JsonSerializer.Deserialize<List<Entry>>(file, Format)!.Select(entry => entry.ToObjection(category))];
    }

    private sealed record Entry(
        string Id,
        string TriggerText,
        string RebuttalTemplate,
        ImmutableArray<string>? Goals,
        ImmutableArray<string>? Trades,
        bool? NeedsOffer,
        ObjectionWording? Hi)
    {
        public Objection ToObjection(string category) =>
            new(Id, category, new ObjectionWording(TriggerText, RebuttalTemplate), Hi, Goals ?? [], Trades ?? [], NeedsOffer);
    }
}
