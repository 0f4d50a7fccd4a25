using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Switchboard.Onboarding;
using Switchboard.Secrets;
using Switchboard.Storage;
using Switchboard.Tests.Grains.Support;

namespace Switchboard.Tests.Grains.Onboarding;

public sealed class CredentialRegisterTests : IAsyncLifetime
{
    private const string Tenant = "tenant-1";
    private const string Secret = "sk-ant-0123456789abcdef";

    private readonly byte[] _old = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _current = RandomNumberGenerator.GetBytes(32);
    private TestStore _store = null!;

    public async Task InitializeAsync() => _store = await TestStore.OpenAsync([.. OnboardingTables.All]);

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task The_engine_gets_the_key_of_a_tenant_that_uses_its_own_and_of_no_other()
    {
        var register = New(_current);
        await register.SaveAsync(Tenant, Credential("anthropic"), Secret);
        Assert.Null(await register.FindSecretAsync(Tenant, "anthropic"));

        await ChooseAsync(OnboardingModes.Byok);

        var found = await register.FindSecretAsync(Tenant, "anthropic");
        Assert.Equal((Secret, "id", "v"), (found!.Secret, found.PrimaryId, found.Extra["k"]));
        Assert.Null(await register.FindSecretAsync(Tenant, "deepgram"));
        Assert.Null(await register.FindSecretAsync("tenant-2", "anthropic"));
        await ChooseAsync(OnboardingModes.Bundled);
        Assert.Null(await register.FindSecretAsync(Tenant, "anthropic"));
        await ChooseAsync(OnboardingModes.Byok);
        await register.SaveAsync(Tenant, Credential("anthropic") with { Validation = CredentialValidation.Refused }, Secret);
        Assert.Null(await register.FindSecretAsync(Tenant, "anthropic"));
    }

    [Fact]
    public async Task A_sealed_secret_moved_to_another_row_does_not_open()
    {
        var register = New(_current);
        await ChooseAsync(OnboardingModes.Byok);
        await register.SaveAsync(Tenant, Credential("anthropic"), Secret);
        await register.SaveAsync(Tenant, Credential("deepgram"), "another");
        var stolen = await SealedAsync("anthropic");

        await PutBackAsync("deepgram", stolen);

        Assert.Null(await register.FindSecretAsync(Tenant, "deepgram"));
    }

    [Fact]
    public async Task An_earlier_secret_put_back_does_not_open()
    {
        var register = New(_current);
        await ChooseAsync(OnboardingModes.Byok);
        await register.SaveAsync(Tenant, Credential("anthropic"), Secret);
        var earlier = await SealedAsync("anthropic");
        await register.SaveAsync(Tenant, Credential("anthropic"), "newer");
        Assert.Equal("newer", (await register.FindSecretAsync(Tenant, "anthropic"))!.Secret);

        await PutBackAsync("anthropic", earlier);

        Assert.Null(await register.FindSecretAsync(Tenant, "anthropic"));
    }

    [Fact]
    public async Task Reading_wraps_anew_what_an_earlier_key_wrapped()
    {
        await ChooseAsync(OnboardingModes.Byok);
        await New(_old).SaveAsync(Tenant, Credential("anthropic"), Secret);
        Assert.Null(await New(_current).FindSecretAsync(Tenant, "anthropic"));

        Assert.Equal(Secret, (await New(_current, _old).FindSecretAsync(Tenant, "anthropic"))!.Secret);

        Assert.Equal(Secret, (await New(_current).FindSecretAsync(Tenant, "anthropic"))!.Secret);
    }

    [Fact]
    public async Task A_start_wraps_everything_anew_and_counts_what_it_cannot_open()
    {
        await ChooseAsync(OnboardingModes.Byok);
        for (var i = 0; i < 230; i++)
            await New(_old).SaveAsync($"tenant-{i:000}", Credential("anthropic"), Secret);
        await New(RandomNumberGenerator.GetBytes(32)).SaveAsync("tenant-050", Credential("deepgram"), Secret);
        await New(_old).SaveAsync(Tenant, Credential("anthropic"), Secret);

        Assert.Equal(1, await New(_current, _old).RewrapAllAsync(CancellationToken.None));

        var keyIds = await _store.Store.QueryAsync(new SqlQuery("SELECT key_id FROM provider_credentials"), row => row.Text("key_id"));
        Assert.Equal([231, 1], keyIds.GroupBy(id => id).Select(group => group.Count()).OrderDescending());
        Assert.Equal(Secret, (await New(_current).FindSecretAsync(Tenant, "anthropic"))!.Secret);
    }

    [Fact]
    public async Task Nothing_in_the_row_shows_the_secret()
    {
        await New(_current).SaveAsync(Tenant, Credential("anthropic"), Secret);

        Assert.Equal(-1, (await SealedAsync("anthropic")).AsSpan().IndexOf("sk-ant"u8));
    }

    private async Task<byte[]> SealedAsync(string provider) => (await _store.Store.FirstOrDefaultAsync(
        new SqlQuery("SELECT sealed FROM provider_credentials WHERE tenant_id = @tenant AND provider = @provider") { ["tenant"] = Tenant, ["provider"] = provider },
        row => row.Blob("sealed")))!;

    private Task<CommitVerdict> PutBackAsync(string provider, byte[] box) => _store.Store.CommitAsync(new WriteSet().Update(
        OnboardingTables.Credentials, new Row { ["tenant_id"] = Tenant, ["provider"] = provider, ["sealed"] = box }));

    private Task<CommitVerdict> ChooseAsync(string mode) => _store.Store.CommitAsync(new WriteSet().Upsert(
        OnboardingTables.Onboarding, new Row { ["tenant_id"] = Tenant, ["mode"] = mode, ["updated_at"] = DateTimeOffset.UnixEpoch }));

    private CredentialRegister New(byte[] current, params byte[][] previous) =>
        new(_store.Store, new Envelope(new MasterKeys(current, previous)), NullLogger<CredentialRegister>.Instance);

    private static Credential Credential(string provider) => new(
        provider, "id", "****", ImmutableDictionary<string, string>.Empty.Add("k", "v"), CredentialValidation.Valid, null,
        DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
}
