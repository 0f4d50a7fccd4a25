using System.Text;
using Switchboard.Campaigns;
using Switchboard.Compliance;
using Switchboard.Files;
using Switchboard.Storage;

namespace Switchboard.Tests.Grains.Campaigns;

/// <summary>Uploads to one campaign after the other.</summary>
public sealed class AudienceImporterTests
{
    [Fact]
    public async Task Rows_become_targets_with_their_names_fields_and_zones()
    {
        await using var world = await AudienceWorld.OpenAsync();
        var campaign = await world.CreateCampaignAsync();

        var result = await world.UploadAsync(campaign, """
            Mobile,First Name,Last Name,City,Plan
            98123 45678,Riya,Sharma,Pune,gold
            +1 415 555 0123,Ann,,,"a ""b"" é"
            +61412345678,,,,
            """);

        Assert.Equal((3, 0, 3), (result.Upload!.Accepted, result.Upload.Duplicates, result.AudienceCount));
        Assert.Equal(
            [
                new("+919812345678", "Riya Sharma", """{"City":"Pune","Plan":"gold"}""", "Asia/Kolkata", IsReached: false, "waiting"),
                new("+14155550123", "Ann", """{"Plan":"a \"b\" é"}""", "America/Los_Angeles", IsReached: false, "waiting"),
                new("+61412345678", null, null, null, IsReached: false, "waiting"),
            ],
            await world.TargetsAsync(campaign));
        var current = await world.ReadAsync(campaign);
        Assert.Equal("America/Los_Angeles Asia/Kolkata", string.Join(' ', current.AudienceZones));
        Assert.Equal(1, current.Revision);
    }

    [Fact]
    public async Task Each_row_is_counted_once_as_the_first_thing_that_it_is_and_listed_with_its_line()
    {
        await using var world = await AudienceWorld.OpenAsync("+919800000001", "+919800000002");
        var campaign = await world.CreateCampaignAsync();
        await world.Dnc.AddAsync(AudienceWorld.Tenant, "+919800000001", reason: null);
        await NoteCallAsync(world, "+919800000002", "another", DateTimeOffset.UtcNow);
        await NoteCallAsync(world, "+919800000003", "another", DateTimeOffset.UtcNow.AddDays(-6));
        await NoteCallAsync(world, "+919800000004", "another", DateTimeOffset.UtcNow.AddDays(-8));
        await NoteCallAsync(world, "+919800000005", campaign.Id, DateTimeOffset.UtcNow);

        var result = await world.UploadAsync(campaign, """
            phone,note
            9800000001,on both lists
            9800000002,in the registry and cooling down
            9800000003,cooling down
            9800000004,cooled down
            9800000005,called by this campaign
            "9.8E+9","two
            lines"
            09800000001,again
            ,nothing
            919800000004,again
            """);

        var upload = result.Upload!;
        Assert.Equal((2, 2, 1, 1, 1, 2), (upload.Accepted, upload.Duplicates, upload.RejectedDnc, upload.RejectedNcpr, upload.RejectedCooldown, upload.RejectedInvalid));
        Assert.Equal(["+919800000004", "+919800000005"], (await world.TargetsAsync(campaign)).Select(target => target.Phone));
        RejectedRow[] expected =
        [
            new(2, "+919800000001", "dnc"), new(3, "+919800000002", "ncpr"), new(4, "+919800000003", "cooldown"), new(7, "9.8E+9", "scientific_notation"),
            new(9, "+919800000001", "duplicate"), new(10, "", "missing"), new(11, "+919800000004", "duplicate"),
        ];
        Assert.Equal(expected, await world.Audiences.RejectedRowsAsync(AudienceWorld.Tenant, upload.Id, 0, 100));
        Assert.Equal(expected[3..5], await world.Audiences.RejectedRowsAsync(AudienceWorld.Tenant, upload.Id, 4, 2));
        Assert.Empty(await world.Audiences.RejectedRowsAsync("tenant-2", upload.Id, 0, 100));
        Assert.Equal([upload], await world.Audiences.UploadsAsync(AudienceWorld.Tenant, campaign.Id, null, 10));
        Assert.Empty(await world.Audiences.UploadsAsync("tenant-2", campaign.Id, null, 10));
    }

    [Fact]
    public async Task Further_uploads_add_what_is_new_and_leave_what_is_there()
    {
        await using var world = await AudienceWorld.OpenAsync();
        var campaign = await world.CreateCampaignAsync();
        var first = await world.UploadAsync(campaign, "phone,name\n9812345601,Ann\n9812345602,Bob\n");
        var audience = (await world.ReadAsync(campaign)).AudienceId;

        var second = await world.UploadAsync(campaign, "phone,name\n9812345602,Robert\n+14155550123,Cy\n");
        var third = await world.UploadAsync(campaign, "phone,name\n9812345602,Robert\n");

        Assert.Equal((2, 2), (first.Upload!.Accepted, first.AudienceCount));
        Assert.Equal((2, 3), (second.Upload!.Accepted, second.AudienceCount));
        Assert.Equal((1, 3), (third.Upload!.Accepted, third.AudienceCount));
        Assert.Equal(["Ann", "Bob", "Cy"], (await world.TargetsAsync(campaign)).Select(target => target.Name!));
        var current = await world.ReadAsync(campaign);
        Assert.Equal(audience, current.AudienceId);
        Assert.Equal("America/Los_Angeles Asia/Kolkata", string.Join(' ', current.AudienceZones));

        // The third changed nothing of the campaign that somebody could have relied on.
        Assert.Equal(2, current.Revision);
        Assert.Equal([third.Upload, second.Upload, first.Upload], await world.Audiences.UploadsAsync(AudienceWorld.Tenant, campaign.Id, null, 10));
    }

    [Fact]
    public async Task A_replacement_forgets_the_audience_but_not_who_was_reached()
    {
        await using var world = await AudienceWorld.OpenAsync();
        var campaign = await world.CreateCampaignAsync(CampaignStatus.Paused);
        await world.UploadAsync(campaign, "phone\n9812345601\n9812345602\n+14155550123\n");
        var before = (await world.ReadAsync(campaign)).AudienceId!;
        await world.Store.CommitAsync(new WriteSet().Update(
            TargetTables.Targets, new Row { ["audience_id"] = before, ["phone_e164"] = "+919812345602", ["reached"] = true, ["status"] = TargetStatus.Done }));

        var result = await world.UploadAsync(campaign, "phone\n9812345602\n9812345603\n", AudienceMode.Replace);

        Assert.Equal((2, 2), (result.Upload!.Accepted, result.AudienceCount));
        var after = await world.ReadAsync(campaign);
        Assert.NotEqual(before, after.AudienceId);
        Assert.Equal("Asia/Kolkata", Assert.Single(after.AudienceZones));
        Assert.Equal(
            [("+919812345602", true, "waiting"), ("+919812345603", false, "waiting")],
            (await world.TargetsAsync(campaign)).Select(target => (target.Phone, target.IsReached, target.Status)));
    }

    [Fact]
    public async Task What_the_campaigns_state_does_not_allow_is_refused_and_changes_nothing()
    {
        await using var world = await AudienceWorld.OpenAsync();
        var (live, retired) = (await world.CreateCampaignAsync(CampaignStatus.Live), await world.CreateCampaignAsync(CampaignStatus.Retired));
        const string Csv = "phone\n9812345601\n";

        Assert.Equal(AudienceRefusal.Live, (await world.UploadAsync(live, Csv, AudienceMode.Replace)).Refusal);
        Assert.Equal(AudienceRefusal.Retired, (await world.UploadAsync(retired, Csv)).Refusal);
        Assert.Equal(AudienceRefusal.Retired, (await world.UploadAsync(retired, Csv, AudienceMode.Replace)).Refusal);
        Assert.Equal(AudienceRefusal.NotFound, (await world.UploadAsync(live with { Id = Guid.NewGuid().ToString() }, Csv)).Refusal);
        Assert.Equal((0, 0), (await world.CountAsync("targets"), await world.CountAsync("audience_uploads")));
    }

    [Fact]
    public async Task A_live_campaign_takes_rows_and_its_run_is_told()
    {
        await using var world = await AudienceWorld.OpenAsync();
        var campaign = await world.CreateCampaignAsync(CampaignStatus.Live);
        await world.Campaigns.TryUpdateAsync(campaign, campaign with { RunId = "run-1" });

        var result = await world.UploadAsync(campaign, "phone\n9812345601\n");

        Assert.Equal(1, result.AudienceCount);
        Assert.Equal(1, world.Nudges);
    }

    [Theory]
    [InlineData("phone\n9812345601\n\"9812345602\n")]
    [InlineData("email\na@example.com\n")]
    [InlineData("phone\n")]
    [InlineData("phone,name\n,Ann\n")]
    public async Task A_file_that_cannot_be_read_changes_nothing(string csv)
    {
        await using var world = await AudienceWorld.OpenAsync();
        var campaign = await world.CreateCampaignAsync();
        await world.UploadAsync(campaign, "phone\n9812345609\n");
        world.Store.CommitsLeft = 0;

        await Assert.ThrowsAsync<TableFileException>(() => world.UploadAsync(campaign, csv));
        await Assert.ThrowsAsync<TableFileException>(() => world.UploadAsync(campaign, csv, AudienceMode.Replace));

        Assert.Equal("+919812345609", Assert.Single(await world.TargetsAsync(campaign)).Phone);
    }

    [Fact]
    public async Task A_first_upload_of_which_nothing_is_accepted_begins_no_audience()
    {
        await using var world = await AudienceWorld.OpenAsync();
        var campaign = await world.CreateCampaignAsync();

        var result = await world.UploadAsync(campaign, "phone\nnobody\n");

        Assert.Equal((0, 1, 0), (result.Upload!.Accepted, result.Upload.RejectedInvalid, result.AudienceCount));
        Assert.Null((await world.ReadAsync(campaign)).AudienceId);
        Assert.Single(await world.Audiences.RejectedRowsAsync(AudienceWorld.Tenant, result.Upload.Id, 0, 10));
    }

    [Fact]
    public async Task Only_the_first_hundred_thousand_rejected_rows_are_kept_and_all_are_counted()
    {
        await using var world = await AudienceWorld.OpenAsync();
        var campaign = await world.CreateCampaignAsync();

        var result = await world.UploadAsync(campaign, "phone\n" + string.Concat(Enumerable.Repeat("x\n", AudienceImporter.RejectedRowsMax + 1500)) + "9812345601\n");

        Assert.Equal((1, AudienceImporter.RejectedRowsMax + 1500), (result.Upload!.Accepted, result.Upload.RejectedInvalid));
        Assert.Equal(AudienceImporter.RejectedRowsMax, await world.CountAsync("audience_rejected_rows"));
    }

    [Fact]
    public void A_set_of_numbers_knows_what_it_has_had()
    {
        var random = new Random(11);
        var model = new HashSet<string>();
        var seen = new SeenNumbers(20_000);
        for (var i = 0; i < 20_000; i++)
        {
            var phone = random.Next(3) == 0 ? $"+9198{random.Next(3_000):D8}" : $"+{random.NextInt64(10_000_000, 999_999_999_999_999)}";
            Assert.Equal(model.Add(phone), seen.Add(phone));
        }
    }

    /// <summary>Uploads of random rows, counted by the shortest code that could be right.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Counts_and_audiences_equal_a_naive_models(int seed)
    {
        var random = new Random(seed);
        string Number() => $"98{random.Next(1500):D8}";
        var ncpr = Enumerable.Range(0, 60).Select(_ => $"+91{Number()}").ToHashSet();
        await using var world = await AudienceWorld.OpenAsync([.. ncpr]);
        var dnc = Enumerable.Range(0, 60).Select(_ => $"+91{Number()}").ToHashSet();
        var cooling = Enumerable.Range(0, 60).Select(_ => $"+91{Number()}").ToHashSet();
        foreach (var phone in dnc)
            await world.Dnc.AddAsync(AudienceWorld.Tenant, phone, reason: null);
        foreach (var phone in cooling)
            await NoteCallAsync(world, phone, "another", DateTimeOffset.UtcNow);
        var campaign = await world.CreateCampaignAsync();
        var audience = new HashSet<string>();
        for (var upload = 0; upload < 5; upload++)
        {
            var mode = random.Next(3) == 0 ? AudienceMode.Replace : AudienceMode.Add;
            var csv = new StringBuilder("phone\n");
            var (seen, counts) = (new HashSet<string>(), new Dictionary<string, int>());
            if (mode == AudienceMode.Replace)
                audience.Clear();
            var rows = random.Next(1, 3500);
            for (var row = 0; row < rows; row++)
            {
                var number = Number();
                var phone = $"+91{number}";
                var isInvalid = random.Next(20) == 0;
                csv.Append(isInvalid ? $"{number[..6]}\n" : random.Next(3) == 0 ? $"0{number}\n" : $"{phone}\n");
                var what = isInvalid ? "invalid"
                    : !seen.Add(phone) ? "duplicate"
                    : dnc.Contains(phone) ? "dnc"
                    : ncpr.Contains(phone) ? "ncpr"
                    : cooling.Contains(phone) ? "cooldown"
                    : "accepted";
                counts[what] = counts.GetValueOrDefault(what) + 1;
                if (what == "accepted")
                    audience.Add(phone);
            }

            csv.Append("9800000000000000\n");
            counts["invalid"] = counts.GetValueOrDefault("invalid") + 1;
            var result = await world.UploadAsync(campaign, csv.ToString(), mode);

            var taken = result.Upload!;
            Assert.Equal(
                new[] { "accepted", "duplicate", "dnc", "ncpr", "cooldown", "invalid" }.Select(what => (long)counts.GetValueOrDefault(what)),
                [taken.Accepted, taken.Duplicates, taken.RejectedDnc, taken.RejectedNcpr, taken.RejectedCooldown, taken.RejectedInvalid]);
            Assert.Equal(audience.Count, result.AudienceCount);
            Assert.Equal(audience.Order(StringComparer.Ordinal), (await world.TargetsAsync(campaign)).Select(target => target.Phone).Order(StringComparer.Ordinal));
            var rejected = await world.Audiences.RejectedRowsAsync(AudienceWorld.Tenant, taken.Id, 0, 10_000);
            Assert.Equal(rows + 1 - taken.Accepted, rejected.Count);
        }
    }

    private static async Task NoteCallAsync(AudienceWorld world, string phone, string campaignId, DateTimeOffset at)
    {
        var set = new WriteSet();
        CooldownRegister.Write(set, AudienceWorld.Tenant, new CampaignCallChange(phone, From: null, new CampaignCall(campaignId, at), IsRequired: true));
        await world.Store.CommitAsync(set);
    }
}
