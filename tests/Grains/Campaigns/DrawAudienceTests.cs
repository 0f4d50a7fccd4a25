using System.Collections.Immutable;
using Switchboard.Campaigns;
using Switchboard.Compliance;
using Switchboard.Contacts;
using Switchboard.Storage;

namespace Switchboard.Tests.Grains.Campaigns;

/// <summary>Audiences drawn from contacts.</summary>
public sealed class DrawAudienceTests
{
    private const string Vip = """{"audience_tags":["vip","pune"]}""";

    [Fact]
    public async Task Contacts_with_all_tags_become_targets_less_those_who_must_not_be_called()
    {
        await using var world = await AudienceWorld.OpenAsync("+919800000004");
        var campaign = await world.CreateCampaignAsync(config: Vip);
        await AddAsync(world, "+919800000001", "vip");
        var riya = await AddAsync(world, "+919800000002", "pune", "vip", "more");
        await AddAsync(world, "+919800000003", "pune", "vip");
        await AddAsync(world, "+919800000004", "pune", "vip");
        await AddAsync(world, "+919800000005", "pune", "vip");
        await world.Dnc.AddAsync(AudienceWorld.Tenant, "+919800000003", reason: null);
        await NoteCallAsync(world, "+919800000005");

        var drawn = await world.Importer.DrawAsync(AudienceWorld.Tenant, campaign.Id);

        Assert.Null(drawn.Refusal);
        Assert.Equal((1, 1, 1, 1), (drawn.Upload!.Accepted, drawn.Upload.RejectedDnc, drawn.Upload.RejectedNcpr, drawn.Upload.RejectedCooldown));
        Assert.Equal([new("+919800000002", "Riya", """{"crm":7}""", "Asia/Kolkata", IsReached: false, "waiting")], await world.TargetsAsync(campaign));
        Assert.Equal((riya.Id, "hi-IN"), await WhoAsync(world));
        var current = await world.ReadAsync(campaign);
        Assert.True(current.IsReady);
        Assert.Equal("Asia/Kolkata", string.Join(" ", current.AudienceZones));
    }

    [Fact]
    public async Task Without_tags_everybody_is_drawn_over_many_pages()
    {
        await using var world = await AudienceWorld.OpenAsync();
        var campaign = await world.CreateCampaignAsync(config: "{}");
        for (var n = 0; n < 2005; n++) await AddAsync(world, $"+91980000{n:D4}");

        var drawn = await world.Importer.DrawAsync(AudienceWorld.Tenant, campaign.Id);

        Assert.Equal((2005, 2005), (drawn.Upload!.Accepted, drawn.AudienceCount));
        Assert.Equal(2005, (await world.TargetsAsync(campaign)).Select(target => target.Phone).Distinct().Count());
    }

    [Fact]
    public async Task When_nobody_is_left_nothing_comes_into_force_and_the_counts_say_why()
    {
        await using var world = await AudienceWorld.OpenAsync();
        var campaign = await world.CreateCampaignAsync(config: Vip);
        Assert.Equal((AudienceRefusal.Nobody, 0), Facts(await world.Importer.DrawAsync(AudienceWorld.Tenant, campaign.Id)));

        await AddAsync(world, "+919800000003", "pune", "vip");
        await world.Dnc.AddAsync(AudienceWorld.Tenant, "+919800000003", reason: null);
        Assert.Equal((AudienceRefusal.Nobody, 1), Facts(await world.Importer.DrawAsync(AudienceWorld.Tenant, campaign.Id)));
        Assert.Null((await world.ReadAsync(campaign)).AudienceId);
        Assert.Equal((0, 0, 0), (await world.CountAsync("targets"), await world.CountAsync("audience_uploads"), await world.CountAsync("audience_rejected_rows")));

        static (AudienceRefusal?, long) Facts(AudienceResult result) => (result.Refusal, result.Upload!.RejectedDnc);
    }

    [Fact]
    public async Task A_draw_that_breaks_leaves_the_audience_as_it_was_and_the_next_draws_anew()
    {
        await using var world = await AudienceWorld.OpenAsync();
        var campaign = await world.CreateCampaignAsync(config: "{}");
        for (var n = 0; n < 1500; n++) await AddAsync(world, $"+91980000{n:D4}");

        world.Store.CommitsLeft = 1;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => world.Importer.DrawAsync(AudienceWorld.Tenant, campaign.Id));
        Assert.Null((await world.ReadAsync(campaign)).AudienceId);

        world.Store.CommitsLeft = int.MaxValue;
        Assert.Equal(1500, (await world.Importer.DrawAsync(AudienceWorld.Tenant, campaign.Id)).AudienceCount);
        await world.Contacts.DeleteAsync(AudienceWorld.Tenant, "+919800000000");
        Assert.Equal(1499, (await world.Importer.DrawAsync(AudienceWorld.Tenant, campaign.Id)).AudienceCount);
        Assert.Equal(1499, (await world.TargetsAsync(campaign)).Count);
    }

    [Fact]
    public async Task Another_tenants_contacts_are_not_drawn_and_a_live_campaign_draws_nobody()
    {
        await using var world = await AudienceWorld.OpenAsync();
        await world.Contacts.UpsertAsync("tenant-2", "+919800000001", new ContactChanges());
        var campaign = await world.CreateCampaignAsync(config: "{}");
        Assert.Equal(AudienceRefusal.Nobody, (await world.Importer.DrawAsync(AudienceWorld.Tenant, campaign.Id)).Refusal);
        Assert.Equal(AudienceRefusal.NotFound, (await world.Importer.DrawAsync("tenant-2", campaign.Id)).Refusal);
        var live = await world.CreateCampaignAsync(CampaignStatus.Live, config: "{}");
        Assert.Equal(AudienceRefusal.Live, (await world.Importer.DrawAsync(AudienceWorld.Tenant, live.Id)).Refusal);
    }

    private static Task<Contact> AddAsync(AudienceWorld world, string phone, params string[] tags) => world.Contacts.UpsertAsync(
        AudienceWorld.Tenant, phone, new ContactChanges { Name = "Riya", LanguagePref = "hi-IN", Metadata = """{"crm":7}""", Tags = (ImmutableArray<string>)[.. tags] });

    private static async Task NoteCallAsync(AudienceWorld world, string phone)
    {
        var set = new WriteSet();
        CooldownRegister.Write(set, AudienceWorld.Tenant, new CampaignCallChange(phone, null, new CampaignCall("another", DateTimeOffset.UtcNow), IsRequired: true));
        Assert.IsType<CommitVerdict.Committed>(await world.Store.CommitAsync(set));
    }

    private static async Task<(string?, string?)> WhoAsync(AudienceWorld world) => Assert.Single(await world.Store.QueryAsync(
        new SqlQuery("SELECT contact_id, language FROM targets"), row => (row.TextOrNull("contact_id"), row.TextOrNull("language"))));
}
