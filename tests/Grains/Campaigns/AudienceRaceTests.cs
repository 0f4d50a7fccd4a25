using Switchboard.Campaigns;
using Switchboard.Storage;

namespace Switchboard.Tests.Grains.Campaigns;

/// <summary>Uploads to one campaign at the same time, and a store that fails in the middle of one.</summary>
public sealed class AudienceRaceTests
{
    [Fact]
    public async Task Uploads_at_once_count_exactly_and_add_each_number_once()
    {
        await using var world = await AudienceWorld.OpenAsync();
        var campaign = await world.CreateCampaignAsync();
        await world.UploadAsync(campaign, "phone\n9800009999\n");

        // Each overlaps with the next by a half, and half of them run backwards, so that they meet.
        var files = Enumerable.Range(0, 6).Select(i => Numbers(i * 1000, 2000)).Select((numbers, i) => i % 2 == 0 ? numbers : [.. numbers.Reverse()]).ToList();
        var results = await Task.WhenAll(files.Select(numbers => world.UploadAsync(campaign, Csv(numbers))));

        Assert.All(results, result => Assert.Equal((2000, 0), (result.Upload!.Accepted, result.Upload.Duplicates)));
        Assert.Equal(
            files.SelectMany(numbers => numbers).Append("9800009999").Distinct().Select(number => $"+91{number}").Order(StringComparer.Ordinal),
            (await world.TargetsAsync(campaign)).Select(target => target.Phone).Order(StringComparer.Ordinal));
        Assert.Equal(7, await world.CountAsync("audience_uploads"));
    }

    [Fact]
    public async Task Uploads_to_a_campaign_without_an_audience_share_the_one_that_the_first_begins()
    {
        await using var world = await AudienceWorld.OpenAsync();
        var campaign = await world.CreateCampaignAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => world.UploadAsync(campaign, Csv(Numbers(i * 500, 1000)))));

        Assert.All(results, result => Assert.Equal(1000, result.Upload!.Accepted));
        Assert.Equal(2500, (await world.TargetsAsync(campaign)).Count);

        // Whoever was too late began anew and left nothing behind.
        Assert.Equal(2500, await world.CountAsync("targets"));
        Assert.Equal(4, await world.CountAsync("audience_uploads"));
    }

    [Fact]
    public async Task Rows_that_are_added_while_the_audience_is_replaced_are_in_the_new_one()
    {
        await using var world = await AudienceWorld.OpenAsync();
        var campaign = await world.CreateCampaignAsync();
        await world.UploadAsync(campaign, Csv(Numbers(0, 10)));
        AudienceResult? replaced = null;
        var isFirst = 1;
        world.Store.BeforeCommit = async _ =>
        {
            if (Interlocked.Exchange(ref isFirst, 0) == 1)
                replaced = await world.UploadAsync(campaign, Csv(Numbers(100, 10)), AudienceMode.Replace);
        };

        var added = await world.UploadAsync(campaign, Csv(Numbers(105, 10)));

        Assert.Equal(10, replaced!.AudienceCount);
        Assert.Equal((10, 15), (added.Upload!.Accepted, added.AudienceCount));
        Assert.Equal(Numbers(100, 15).Select(number => $"+91{number}"), (await world.TargetsAsync(campaign)).Select(target => target.Phone).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_campaign_that_goes_live_keeps_its_audience_from_a_replacement_that_is_late()
    {
        await using var world = await AudienceWorld.OpenAsync();
        var campaign = await world.CreateCampaignAsync();
        await world.UploadAsync(campaign, Csv(Numbers(0, 10)));
        var isFirst = 1;
        world.Store.BeforeCommit = async set =>
        {
            if (Interlocked.Exchange(ref isFirst, 0) == 0)
                return;
            var read = await world.ReadAsync(campaign);
            Assert.NotNull(await world.Campaigns.TryUpdateAsync(read, read with { Status = CampaignStatus.Live }));
        };

        var replaced = await world.UploadAsync(campaign, Csv(Numbers(100, 1500)) + "nobody\n", AudienceMode.Replace);

        Assert.Equal(AudienceRefusal.Live, replaced.Refusal);
        Assert.Equal(10, (await world.TargetsAsync(campaign)).Count);
        Assert.Equal((10, 0, 1), (await world.CountAsync("targets"), await world.CountAsync("audience_rejected_rows"), await world.CountAsync("audience_uploads")));
    }

    /// <summary>Wherever the store fails, a replacement is there as a whole or not at all, and so is a first audience.</summary>
    [Theory]
    [InlineData(AudienceMode.Replace, true)]
    [InlineData(AudienceMode.Add, false)]
    public async Task A_store_that_fails_in_the_middle_leaves_the_audience_as_it_was(AudienceMode mode, bool hasAudience)
    {
        await using var world = await AudienceWorld.OpenAsync();
        var campaign = await world.CreateCampaignAsync();
        if (hasAudience)
            await world.UploadAsync(campaign, Csv(Numbers(0, 10)));
        var before = await world.TargetsAsync(campaign);

        // Four batches of rows and the one that puts them in force.
        for (var commits = 0; commits < 5; commits++)
        {
            world.Store.CommitsLeft = commits;
            await Assert.ThrowsAsync<StoreUnavailableException>(() => world.UploadAsync(campaign, Csv(Numbers(5, 3500)), mode));
            Assert.Equal(before, await world.TargetsAsync(campaign));
        }

        world.Store.CommitsLeft = 5;
        var result = await world.UploadAsync(campaign, Csv(Numbers(5, 3500)), mode);
        Assert.Equal((3500, 3500), (result.Upload!.Accepted, result.AudienceCount));
        Assert.Equal(3500, (await world.TargetsAsync(campaign)).Count);
    }

    [Fact]
    public async Task Rows_that_a_failing_store_left_behind_are_no_obstacle_to_uploading_again()
    {
        await using var world = await AudienceWorld.OpenAsync();
        var campaign = await world.CreateCampaignAsync();
        await world.UploadAsync(campaign, Csv(Numbers(0, 10)));
        world.Store.CommitsLeft = 2;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => world.UploadAsync(campaign, Csv(Numbers(5, 3500))));
        Assert.InRange((await world.TargetsAsync(campaign)).Count, 1010, 3000);

        world.Store.CommitsLeft = int.MaxValue;
        var result = await world.UploadAsync(campaign, Csv(Numbers(5, 3500)));

        Assert.Equal((3500, 3505), (result.Upload!.Accepted, result.AudienceCount));
        Assert.Equal(3505, (await world.TargetsAsync(campaign)).Count);
    }

    private static IReadOnlyList<string> Numbers(int first, int count) => [.. Enumerable.Range(first, count).Select(i => $"98{i:D8}")];

    private static string Csv(IEnumerable<string> numbers) => $"phone\n{string.Join('\n', numbers)}\n";
}
