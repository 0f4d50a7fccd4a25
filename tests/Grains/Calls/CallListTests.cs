using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Storage;
using Switchboard.Tests.Grains.Storage;

namespace Switchboard.Tests.Grains.Calls;

/// <summary>Pages and totals under every filter against a plain list of all calls.</summary>
public abstract class CallListTests : StoreSuite
{
    private const int Calls = 400;
    private const int Pages = 300;

    private static readonly DateTimeOffset Start = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string?[] Sentiments = [null, "positive", "neutral", "negative"];

    private readonly Dictionary<string, List<CallView>> _model = new() { ["t1"] = [], ["t2"] = [] };

    private protected override StoreModel Model => new([CallTables.Calls, CallTables.Counts.Table, CampaignCallCounts.Table]);

    [StoreFact]
    public async Task Every_page_and_total_is_what_a_walk_over_all_calls_gives()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        foreach (var (tenant, calls) in _model)
        {
            for (var i = 0; i < Calls; i++)
                calls.Add(await AddAsync(tenant, random));
        }

        var found = 0;
        for (var i = 0; i < Pages; i++)
            found += await CheckPageAsync(random, $"seed {seed}, page {i}");
        Assert.True(found > Pages, $"seed {seed}: the filters let hardly anything through");
    }

    private async Task<CallView> AddAsync(string tenant, Random random)
    {
        // Few instants, so that many calls share one and its bounds are met exactly; not in the order of the rows.
        var at = Start.AddMinutes(random.Next(50));
        var status = (CallStatus)random.Next(9);
        var view = new CallView(
            Guid.NewGuid().ToString(), tenant, status, $"a{random.Next(3)}", "+12025550100", From: null, "en", 300, Metadata: null,
            random.Next(4) == 0 ? $"c{random.Next(8)}" : null, random.Next(2) == 0 ? $"k{random.Next(3)}" : null, Attempt: 1, "simulator", ProviderCallId: null, at, at, at, at,
            DurationSec: 0, ChargedMinor: 0, random.Next(3) == 0 ? null : (AnsweredBy)random.Next(3), EndReason: null, Intent: null, Sentiments[random.Next(4)],
            Outcome: null, Summary: null, HasRecording: false);
        var record = new CallRecord
        {
            Call = new CallState { View = view, RatePerMinuteMinor = 600, HeardAt = at },
            Changes = new CallChanges(null, [], null, false, false, null),
        };
        var set = new WriteSet();
        new CallMapper().Write(set, view.Id, record, version: 0);
        await CommitAsync(set);
        return view;
    }

    private async Task<int> CheckPageAsync(Random random, string when)
    {
        var tenant = random.Next(2) == 0 ? "t1" : "t2";
        var filter = new CallFilter
        {
            Statuses = [.. Enum.GetValues<CallStatus>().Where(_ => random.Next(6) == 0)],
            AgentId = Sometimes(() => $"a{random.Next(3)}"),
            ContactId = Sometimes(() => $"c{random.Next(8)}"),
            CampaignId = Sometimes(() => $"k{random.Next(3)}"),
            IsVoicemail = random.Next(5) == 0 ? random.Next(2) == 0 : null,
            Sentiment = Sometimes(() => Sentiments[1 + random.Next(3)]!),
            From = random.Next(4) == 0 ? Start.AddMinutes(random.Next(30)) : null,
            Before = random.Next(4) == 0 ? Start.AddMinutes(20 + random.Next(30)) : null,
        };
        var matching = _model[tenant].Where(call => Matches(filter, call)).Reverse();
        if (!filter.IsByStatusOnly)
            matching = matching.OrderByDescending(call => call.CreatedAt);
        var expected = matching.ToList();
        var (limit, offset) = (random.Next(1, 40), random.Next(4) == 0 ? random.Next(60) : 0);

        var page = await new CallRegister(Store).PageAsync(tenant, filter, limit, offset);

        Assert.True(expected.Count == page.Total, $"{when}: {page.Total} calls, expected {expected.Count} of {filter}");
        Assert.Equal(expected.Skip(offset).Take(limit).Select(call => call.Id), page.Rows.Select(call => call.Id));
        return page.Rows.Count;

        string? Sometimes(Func<string> value) => random.Next(5) == 0 ? value() : null;
    }

    // A state that has not ended has no sentiment column: nothing is known of the conversation before.
    private static bool Matches(CallFilter filter, CallView call) =>
        (filter.Statuses.IsEmpty || filter.Statuses.Contains(call.Status))
        && (filter.AgentId is null || filter.AgentId == call.AgentId)
        && (filter.ContactId is null || filter.ContactId == call.ContactId)
        && (filter.CampaignId is null || filter.CampaignId == call.CampaignId)
        && (filter.IsVoicemail is not { } isVoicemail || isVoicemail == (call.AnsweredBy == AnsweredBy.Voicemail))
        && (filter.Sentiment is null || (filter.Sentiment == call.Sentiment && call.Status.IsEnd()))
        && !(call.CreatedAt < filter.From)
        && !(call.CreatedAt >= filter.Before);
}

public sealed class SqliteCallListTests : CallListTests
{
    internal override Task<ITestDatabase> CreateDatabaseAsync() => Task.FromResult<ITestDatabase>(new SqliteTestDatabase());
}

[NeedsPostgres]
public sealed class PostgresCallListTests : CallListTests
{
    internal override async Task<ITestDatabase> CreateDatabaseAsync() => await PostgresTestDatabase.CreateAsync();
}
