using Switchboard.Calls;
using Switchboard.Campaigns;

namespace Switchboard.Tests.Simulation.Campaigns;

/// <summary>What must hold of campaigns, at every instant or at the end.</summary>
internal sealed class CampaignInvariants(EngineWorld world, CampaignTraffic traffic)
{
    private const string StrayClaims = """
        SELECT r.id FROM runs r
        WHERE r.in_flight <> (SELECT COUNT(*) FROM targets t WHERE t.campaign_id = r.campaign_id AND t.run_number = r.number AND t.status = 'claimed')
        """;

    private int _checkedAt = -1;

    /// <summary>To be called after every turn; looks at the store when it may have changed.</summary>
    public void CheckAlways()
    {
        if (_checkedAt == world.Commits) return;
        _checkedAt = world.Commits;
        AssertNone("id", StrayClaims, "Runs whose calls under way are not those of their targets");
    }

    /// <summary>To be called when everything has had time to end.</summary>
    public void CheckAtRest()
    {
        AssertNone("id", "SELECT id FROM runs WHERE status <> 'completed' OR in_flight <> 0 OR due_at IS NOT NULL", "Runs that never ended");
        AssertNone("id", "SELECT id FROM campaigns WHERE status <> 'completed'", "Campaigns that never ended");
        AssertNone("phone_e164", "SELECT phone_e164 FROM targets WHERE status NOT IN ('done', 'skipped') OR retry_at IS NOT NULL", "Targets that were forgotten");
        AssertNone(
            "phone_e164",
            """
            SELECT t.phone_e164 FROM targets t JOIN runs r ON r.campaign_id = t.campaign_id AND r.number = t.run_number
            WHERE (SELECT COUNT(*) FROM decisions d WHERE d.run_id = r.id AND d.phone_e164 = t.phone_e164 AND d.decision IN ('done', 'skip')) <> 1
            """,
            "Targets without exactly one last decision");
        AssertNone(
            "id",
            """
            SELECT r.id FROM runs r WHERE r.number = 1 AND
                (r.targets <> (SELECT COUNT(*) FROM targets t WHERE t.campaign_id = r.campaign_id)
                OR r.skipped <> (SELECT COUNT(*) FROM targets t WHERE t.campaign_id = r.campaign_id AND t.status = 'skipped'))
            """,
            "Runs that did not count their targets");

        var calls = world.Query("SELECT state FROM calls", row => CallJson.ReadState(row.Text("state")).View);
        CheckEvents();
        CheckCounters(calls);
        CheckDecisions(calls);
        CheckAttempts(calls);
        CheckCooldown(calls);
        CheckLists(calls);
        CheckHours(calls);
    }

    /// <summary>A campaign is told to begin, stop and end in turn.</summary>
    private void CheckEvents()
    {
        var events = world.Query(
            "SELECT subject_id, type FROM events WHERE type IN ('campaign.launched', 'campaign.stopped', 'campaign.completed') ORDER BY subject_id, sequence",
            row => (Campaign: row.Text("subject_id"), Type: row.Text("type")));
        foreach (var ofCampaign in events.GroupBy(e => e.Campaign))
        {
            var types = ofCampaign.Select(e => e.Type).ToList();
            Assert.Equal("campaign.completed", types[^1]);
            for (var i = 0; i < types.Count; i++) Assert.True((types[i] == "campaign.launched") == (i % 2 == 0), $"Campaign {ofCampaign.Key}: {string.Join(", ", types)}");
        }
    }

    private void CheckCounters(IReadOnlyList<CallView> calls)
    {
        foreach (var run in world.Query("SELECT * FROM runs", RunTables.ReadView))
        {
            var dialled = calls.Where(call => call.RunId == run.Id && call.StartedAt is not null).ToList();
            var said = (Attempts: (long)dialled.Count, Dialled: (long)dialled.Select(call => call.To).Distinct().Count(), Connected: (long)dialled.Count(call => call.AnsweredAt is not null));
            Assert.True((run.Attempts, run.Dialled, run.Connected) == said, $"The counters of run {run.Id} are {run}, its calls say {said}");
        }
    }

    /// <summary>No call without the decision to place it.</summary>
    private void CheckDecisions(IReadOnlyList<CallView> calls)
    {
        var decided = world.Query("SELECT call_id FROM decisions WHERE decision = 'call'", row => row.Text("call_id"));
        Assert.Equal(decided.Count, decided.Distinct().Count());
        Assert.Empty(calls.Where(call => call.RunId is not null).Select(call => call.Id).Except(decided));
    }

    private void CheckAttempts(IReadOnlyList<CallView> calls)
    {
        foreach (var target in calls.Where(call => call.RunId is not null && call.StartedAt is not null).GroupBy(call => (call.RunId, call.To)))
        {
            var attempts = target.OrderBy(call => call.StartedAt).ToList();
            Assert.True(
                attempts.Select(call => call.Attempt).SequenceEqual(Enumerable.Range(1, attempts.Count)),
                $"Attempts at {target.Key} were dialled as {string.Join(", ", attempts.Select(call => $"{call.Attempt} ({call.Id})"))}");
            var retries = traffic.Campaigns.Single(campaign => campaign.Id == attempts[0].CampaignId).Retries;
            Assert.True(attempts.Count <= retries.AttemptsMax);
            foreach (var (call, next) in attempts.Zip(attempts.Skip(1)))
            {
                var delay = call.Status switch
                {
                    CallStatus.Busy => retries.BusySec,
                    CallStatus.NoAnswer => retries.NoAnswerSec,
                    CallStatus.Failed when call.EndReason is EndReasons.CarrierError or EndReasons.CarrierTimeout => retries.CarrierErrorSec,
                    _ => null,
                };
                Assert.True(delay is not null, $"{target.Key} was called again after {call.Status} {call.EndReason}");

                // A run counts in the store's microseconds.
                Assert.True(
                    next.StartedAt - call.EndedAt > TimeSpan.FromSeconds(delay.Value) - TimeSpan.FromMicroseconds(1),
                    $"{target.Key} ended {call.EndReason} at {call.EndedAt:O} and was called again at {next.StartedAt:O}");
            }
        }
    }

    /// <summary>No number is called by two campaigns of a tenant.</summary>
    private static void CheckCooldown(IReadOnlyList<CallView> calls)
    {
        foreach (var number in calls.Where(call => call.CampaignId is not null && call.StartedAt is not null).GroupBy(call => (call.TenantId, call.To)))
        {
            var callers = number.Select(call => call.CampaignId).Distinct().ToList();
            Assert.True(callers.Count == 1, $"{number.Key.To} was called by {callers.Count} campaigns");
        }
    }

    private void CheckLists(IReadOnlyList<CallView> calls)
    {
        // The last look at the list is up to a second before the dialling.
        foreach (var (tenantId, phone, at) in traffic.Listed)
            Assert.DoesNotContain(calls, call => call.TenantId == tenantId && call.To == phone && call.StartedAt > at.AddSeconds(1));
    }

    private void CheckHours(IReadOnlyList<CallView> calls)
    {
        var zones = world.Query(
            "SELECT campaign_id, phone_e164, zone FROM targets", row => (Key: (row.Text("campaign_id"), row.Text("phone_e164")), Zone: row.TextOrNull("zone")))
            .ToDictionary(target => target.Key, target => target.Zone);
        foreach (var call in calls.Where(call => call.CampaignId is not null && call.StartedAt is not null))
        {
            var campaign = traffic.Campaigns.Single(campaign => campaign.Id == call.CampaignId);
            if (CallingHours.Of(campaign.Window, call.Provider) is not { } hours) continue;
            var zone = zones[(campaign.Id, call.To)];
            Assert.True(hours.IsOpen(zone, call.StartedAt!.Value), $"{call.To} in {zone} was called at {call.StartedAt:O}, outside of {campaign.Window}");
        }
    }

    private void AssertNone(string column, string sql, string what)
    {
        var rows = world.Query(sql, row => row.Text(column));
        Assert.True(rows.Count == 0, $"{what}: {string.Join(", ", rows.Take(5))} ({rows.Count} in all)");
    }
}
