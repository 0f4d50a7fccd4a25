using Switchboard.Storage;
using static Switchboard.Tests.Grains.Storage.TestModel;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>
/// Random batches against a model that carries the sets out one after the other: every verdict and every row must be the model's. Both databases do that, each
/// in its own way, so they do the same.
/// </summary>
public abstract class BatchModelTests : StoreSuite
{
    private const int Batches = 150;

    private static readonly CommitVerdict ByKey = new CommitVerdict.Duplicate("events", "pk_events");
    private static readonly CommitVerdict ByIndex = new CommitVerdict.Duplicate("events", "ux_events_call_id_sequence");

    private readonly Dictionary<string, (string CallId, long Sequence, bool Published)> _model = [];

    [StoreFact]
    public async Task Batches_do_what_their_sets_would_do_one_after_the_other()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int batch = 0; batch < Batches; batch++)
        {
            var steps = RandomBatch(random);
            var expected = steps.Select(Carry).ToList();
            var outcomes = Opened.Execute([.. steps.Select(ToSet)]);
            for (int i = 0; i < steps.Count; i++)
            {
                bool asExpected = outcomes[i].Verdict is CommitVerdict.Committed ? expected[i].Count == 0 : expected[i].Contains(outcomes[i].Verdict!);
                Assert.True(asExpected, $"Seed {seed}, batch {batch}: {string.Join("; ", steps[i])} gave {outcomes[i]}, not one of {string.Join(", ", expected[i])}");
            }

            var rows = await Store.QueryAsync(
                new SqlQuery("SELECT id, call_id, sequence, published FROM events ORDER BY id"),
                r => (r.Text("id"), (r.Text("call_id"), r.Int64("sequence"), r.Boolean("published"))));
            Assert.Equal(_model.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => (m.Key, m.Value)), rows);
        }
    }

    /// <summary>
    /// Operations that share no row and no unique value, as the queue puts them together; nor does one use a value that the row of another holds, since
    /// whether that one gives it up in time depends on the order within the batch.
    /// </summary>
    private List<List<Step>> RandomBatch(Random random)
    {
        var sets = new List<List<Step>>();
        var used = new HashSet<object>();
        for (int i = random.Next(1, 12); i > 0; i--)
        {
            var steps = Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomStep(random)).ToList();
            var names = steps.SelectMany(s => NamesOf(s).Distinct()).ToList();
            if (names.Distinct().Count() < names.Count || used.Overlaps(names))
                continue;
            used.UnionWith(names);
            sets.Add(steps);
        }

        return sets;
    }

    private IEnumerable<object> NamesOf(Step step)
    {
        yield return step.Id;
        yield return (step.CallId, step.Sequence);
        if (_model.TryGetValue(step.Id, out var row))
            yield return (row.CallId, row.Sequence);
        foreach (var holder in _model.Where(m => (m.Value.CallId, m.Value.Sequence) == (step.CallId, step.Sequence)))
            yield return holder.Key;
    }

    private static Step RandomStep(Random random) =>
        new((Kind)random.Next(6), $"e{random.Next(40)}", $"c{random.Next(5)}", random.Next(8), random.Next(2) == 0, random.Next(2) == 0);

    private static WriteSet ToSet(List<Step> steps)
    {
        var set = new WriteSet();
        foreach (var step in steps)
        {
            var row = Event(step.Id, step.CallId, step.Sequence);
            row["published"] = step.Published;
            var flag = new Row { ["id"] = step.Id, ["published"] = step.Published };
            var key = new Row { ["id"] = step.Id };
            _ = step.Kind switch
            {
                Kind.Insert => set.Insert(EventTable, row),
                Kind.InsertOrIgnore => set.InsertOrIgnore(EventTable, row),
                Kind.Upsert => set.Upsert(EventTable, row),
                Kind.Update => set.Update(EventTable, flag, required: step.Required),
                Kind.UpdateWhen => set.Update(EventTable, flag, when: new Row { ["published"] = !step.Published }, required: step.Required),
                _ => set.Delete(EventTable, key, required: step.Required),
            };
        }

        return set;
    }

    /// <summary>Carries a set out on the model. Returns what may be wrong with it: a verdict names one of those. None: committed.</summary>
    private List<CommitVerdict> Carry(List<Step> steps)
    {
        var before = _model.ToDictionary();
        var failures = steps.OrderBy(s => s.Kind).SelectMany(Carry).ToList();
        if (failures.Count > 0)
        {
            _model.Clear();
            foreach (var (id, row) in before)
                _model[id] = row;
        }

        return failures;
    }

    private List<CommitVerdict> Carry(Step step)
    {
        bool exists = _model.TryGetValue(step.Id, out var row);
        bool clashes = _model.Any(m => m.Key != step.Id && (m.Value.CallId, m.Value.Sequence) == (step.CallId, step.Sequence));
        switch (step.Kind)
        {
            case Kind.Delete when exists:
                _model.Remove(step.Id);
                return [];
            case Kind.Update when exists:
            case Kind.UpdateWhen when exists && row.Published != step.Published:
                _model[step.Id] = row with { Published = step.Published };
                return [];
            case Kind.Delete or Kind.Update or Kind.UpdateWhen:
                return step.Required ? [new CommitVerdict.Missing("events", step.Id)] : [];
            case Kind.InsertOrIgnore when exists || clashes:
                return [];
            case Kind.Insert when exists:
                return [ByKey];
            case Kind.Insert or Kind.Upsert when clashes:
                return [ByIndex];
            default:
                _model[step.Id] = (step.CallId, step.Sequence, step.Published);
                return [];
        }
    }

    /// <summary>In the order in which the operations of a set are carried out.</summary>
    private enum Kind
    {
        Delete,
        Update,
        UpdateWhen,
        Upsert,
        Insert,
        InsertOrIgnore,
    }

    private sealed record Step(Kind Kind, string Id, string CallId, long Sequence, bool Published, bool Required);
}

public sealed class SqliteBatchModelTests : BatchModelTests
{
    internal override Task<ITestDatabase> CreateDatabaseAsync() => Task.FromResult<ITestDatabase>(new SqliteTestDatabase());
}

[NeedsPostgres]
public sealed class PostgresBatchModelTests : BatchModelTests
{
    internal override async Task<ITestDatabase> CreateDatabaseAsync() => await PostgresTestDatabase.CreateAsync();
}
