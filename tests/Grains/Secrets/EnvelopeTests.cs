using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Switchboard.Secrets;
using Switchboard.Settings;

namespace Switchboard.Tests.Grains.Secrets;

public sealed class EnvelopeTests
{
    private const string Place = "provider_credentials/tenant-1/anthropic/1";

    private static readonly byte[] Secret = "sk-ant-nobody-may-read-this"u8.ToArray();

    [Fact]
    public void A_record_opens_where_it_was_sealed_for_and_does_not_show()
    {
        var envelope = New(NewKey());

        var box = envelope.Seal(Place, Secret);

        Assert.Equal(Secret, envelope.Open(Place, box));
        Assert.Equal(-1, box.AsSpan().IndexOf("sk-ant"u8));
        Assert.Equal(envelope.CurrentKeyId, Envelope.KeyIdOf(box));
    }

    [Fact]
    public void Each_record_has_a_data_key_of_its_own()
    {
        var envelope = New(NewKey());

        var (first, second) = (envelope.Seal(Place, Secret), envelope.Seal(Place, Secret));

        // The wrapped keys, and the sealed records, of the same secret at the same place.
        Assert.NotEqual(first[9..69], second[9..69]);
        Assert.NotEqual(first[69..], second[69..]);
    }

    [Theory]
    [InlineData("provider_credentials/tenant-2/anthropic/1")]
    [InlineData("provider_credentials/tenant-1/deepgram/1")]
    [InlineData("provider_credentials/tenant-1/anthropic/2")]
    public void Nothing_opens_for_another_tenant_provider_or_revision(string elsewhere)
    {
        var envelope = New(NewKey());
        var box = envelope.Seal(Place, Secret);

        Assert.ThrowsAny<CryptographicException>(() => envelope.Open(elsewhere, box));
    }

    [Fact]
    public void Nothing_opens_that_was_changed_in_any_byte()
    {
        var envelope = New(NewKey());
        var box = envelope.Seal(Place, Secret);

        for (var i = 0; i < box.Length; i++)
        {
            byte[] changed = [.. box];
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => envelope.Open(Place, changed));
            Assert.ThrowsAny<CryptographicException>(() => envelope.Open(Place, box.AsSpan(0, i)));
        }
    }

    [Fact]
    public void After_a_rotation_the_key_from_before_opens_and_the_record_is_wrapped_anew()
    {
        var (old, current) = (NewKey(), NewKey());
        var box = New(old).Seal(Place, Secret);
        var rotated = New(current, old);

        Assert.Equal(Secret, rotated.Open(Place, box));
        var rewrapped = rotated.Rewrap(Place, box)!;

        Assert.Equal(rotated.CurrentKeyId, Envelope.KeyIdOf(rewrapped));
        Assert.Equal(Secret, New(current).Open(Place, rewrapped));
        Assert.Null(rotated.Rewrap(Place, rewrapped));
        Assert.ThrowsAny<CryptographicException>(() => New(current).Open(Place, box));
        Assert.ThrowsAny<CryptographicException>(() => New(old).Open(Place, rewrapped));
    }

    [Fact]
    public void What_was_tampered_with_is_not_wrapped_anew()
    {
        var (old, current) = (NewKey(), NewKey());
        var box = New(old).Seal(Place, Secret);
        box[^1] ^= 1;

        Assert.ThrowsAny<CryptographicException>(() => New(current, old).Rewrap(Place, box));
        Assert.ThrowsAny<CryptographicException>(() => New(current).Rewrap(Place, New(old).Seal(Place, Secret)));
    }

    [Fact]
    public void Without_a_master_key_nothing_is_sealed_and_the_ones_from_before_still_open()
    {
        var old = NewKey();
        var box = New(old).Seal(Place, Secret);
        var envelope = New(null, old);

        Assert.Null(envelope.CurrentKeyId);
        Assert.Throws<InvalidOperationException>(() => envelope.Seal(Place, Secret));
        Assert.Equal(Secret, envelope.Open(Place, box));
        Assert.Null(envelope.Rewrap(Place, box));
    }

    [Fact]
    public void Keys_are_read_from_a_list_or_from_one_text()
    {
        var keys = Enumerable.Range(0, 3).Select(_ => Convert.ToBase64String(NewKey())).ToList();

        var list = Read(("Secrets:MasterKey", keys[0]), ("Secrets:PreviousMasterKeys:0", keys[1]), ("Secrets:PreviousMasterKeys:1", keys[2]));
        var text = Read(("Secrets:MasterKey", keys[0]), ("Secrets:PreviousMasterKeys", $"{keys[1]}, {keys[2]}"));
        var none = Read();

        Assert.All([list, text], read => Assert.Equal(keys, read.Previous.Prepend(read.Current!).Select(Convert.ToBase64String)));
        Assert.Null(none.Current);
        Assert.Empty(none.Previous);
        var error = Assert.Throws<InvalidSettingException>(() => Read(("Secrets:PreviousMasterKeys", $"{keys[1]},c2hvcnQ=")));
        Assert.DoesNotContain("c2hvcnQ", error.Message, StringComparison.Ordinal);
    }

    private static byte[] NewKey() => RandomNumberGenerator.GetBytes(MasterKeys.Length);

    private static Envelope New(byte[]? current, params byte[][] previous) => new(new MasterKeys(current, previous));

    private static MasterKeys Read(params (string Key, string Value)[] settings) => MasterKeys.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build());
}
