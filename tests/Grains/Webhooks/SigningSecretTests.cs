using Switchboard.Webhooks;

namespace Switchboard.Tests.Grains.Webhooks;

public sealed class SigningSecretTests
{
    private static readonly byte[] Counting = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    /// <summary>The example that the Standard Webhooks libraries test themselves with.</summary>
    [Fact]
    public void Standard_webhooks_example_is_met()
    {
        var secret = new SigningSecret(Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        string signature = secret.SignStandardWebhooks(
            "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), """{"test": 2432232314}"""u8);

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    /// <summary>Computed with OpenSSL: <c>printf '1700000000123.{}' | openssl dgst -sha256 -hmac 000102…1f</c>.</summary>
    [Fact]
    public void Cualify_signs_with_the_secret_as_printed()
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(1700000000123);

        Assert.Equal(
            "t=1700000000123,v1=4bff9ad229544400fcd2577d908e0f2a269ca481fc3b399f628a0be8395b36f0",
            new SigningSecret(Counting).SignCualify(at, "{}"u8));
    }

    [Fact]
    public void The_two_printed_forms_are_of_the_same_bytes()
    {
        var secret = new SigningSecret(Counting);

        Assert.Equal("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", secret.ToHex());
        Assert.Equal("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", secret.ToStandardWebhooks());
    }

    [Fact]
    public void A_signature_is_of_the_body_the_time_and_the_id()
    {
        var secret = new SigningSecret(Counting);
        var at = DateTimeOffset.FromUnixTimeSeconds(1700000000);
        string signature = secret.SignStandardWebhooks("evt_1", at, "{}"u8);

        Assert.NotEqual(signature, secret.SignStandardWebhooks("evt_2", at, "{}"u8));
        Assert.NotEqual(signature, secret.SignStandardWebhooks("evt_1", at.AddSeconds(1), "{}"u8));
        Assert.NotEqual(signature, secret.SignStandardWebhooks("evt_1", at, "{ }"u8));
        Assert.NotEqual(signature, SigningSecret.Create().SignStandardWebhooks("evt_1", at, "{}"u8));
    }

    [Fact]
    public void New_secrets_differ_and_print_nowhere()
    {
        var secret = SigningSecret.Create();

        Assert.Matches("^[0-9a-f]{64}$", secret.ToHex());
        Assert.NotEqual(secret.ToHex(), SigningSecret.Create().ToHex());
        Assert.DoesNotContain(secret.ToHex(), secret.ToString(), StringComparison.Ordinal);
    }
}
