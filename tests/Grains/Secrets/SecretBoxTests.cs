using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Switchboard.Secrets;
using Switchboard.Settings;

namespace Switchboard.Tests.Grains.Secrets;

public sealed class SecretBoxTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("switchboard-secrets").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_sealed_opens_again_and_does_not_show()
    {
        var box = New();
        byte[] secret = "a customer's token, which nobody may read"u8.ToArray();

        byte[] first = box.Seal("endpoints/1", secret);
        byte[] second = box.Seal("endpoints/1", secret);

        Assert.Equal(secret, box.Open("endpoints/1", first));
        Assert.Equal(secret, box.Open("endpoints/1", second));
        Assert.NotEqual(first, second);
        Assert.Equal(-1, first.AsSpan().IndexOf("customer"u8));
    }

    [Fact]
    public void Nothing_opens_elsewhere_or_changed_or_with_another_key()
    {
        var box = New();
        byte[] value = box.Seal("endpoints/1", [1, 2, 3]);

        Assert.ThrowsAny<CryptographicException>(() => box.Open("endpoints/2", value));
        Assert.ThrowsAny<CryptographicException>(() => New().Open("endpoints/1", value));
        Assert.ThrowsAny<CryptographicException>(() => box.Open("endpoints/1", []));
        for (int i = 0; i < value.Length; i++)
        {
            byte[] changed = [.. value];
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => box.Open("endpoints/1", changed));
        }
    }

    [Fact]
    public void Derived_keys_are_stable_and_differ_by_purpose()
    {
        var box = New();

        Assert.Equal(box.DeriveKey("links"), box.DeriveKey("links"));
        Assert.NotEqual(box.DeriveKey("links"), box.DeriveKey("seal"));
    }

    [Fact]
    public void Without_a_configured_key_one_is_generated_once_and_kept_private()
    {
        var first = SecretBox.FromConfiguration(Configuration());
        var second = SecretBox.FromConfiguration(Configuration());

        Assert.False(first.HasConfiguredKey);
        Assert.Equal([7], second.Open("p", first.Seal("p", [7])));
        string file = Path.Combine(_folder, "secrets.key");
        Assert.Equal([file], Directory.GetFiles(_folder));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void Processes_that_start_together_agree_on_the_key()
    {
        for (int round = 0; round < 20; round++)
        {
            string file = Path.Combine(_folder, $"shared-{round}.key");
            var keys = new byte[16][];
            Parallel.For(0, keys.Length, new ParallelOptions { MaxDegreeOfParallelism = keys.Length }, i => keys[i] = SecretFile.ReadOrCreate(file, 32));

            Assert.All(keys, key => Assert.Equal(keys[0], key));
            Assert.Equal(keys[0], SecretFile.ReadOrCreate(file, 32));
        }
    }

    [Fact]
    public void A_file_whose_writer_died_before_it_wrote_is_written()
    {
        string file = Path.Combine(_folder, "empty.key");
        File.WriteAllBytes(file, []);

        byte[] key = SecretFile.ReadOrCreate(file, 32);

        Assert.Equal(key, SecretFile.ReadOrCreate(file, 32));
    }

    [Fact]
    public void A_configured_key_is_used()
    {
        byte[] key = RandomNumberGenerator.GetBytes(32);

        var box = SecretBox.FromConfiguration(Configuration(("Secrets:MasterKey", Convert.ToBase64String(key))));

        Assert.True(box.HasConfiguredKey);
        Assert.Equal([7], box.Open("p", new SecretBox(key, isConfigured: false).Seal("p", [7])));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void After_a_rotation_what_was_sealed_before_still_opens()
    {
        byte[] old = RandomNumberGenerator.GetBytes(32);
        byte[] current = RandomNumberGenerator.GetBytes(32);
        byte[] generatedValue = SecretBox.FromConfiguration(Configuration()).Seal("p", [1]);
        byte[] oldValue = new SecretBox(old, isConfigured: true).Seal("p", [2]);

        var box = SecretBox.FromConfiguration(
            Configuration(("Secrets:MasterKey", Convert.ToBase64String(current)), ("Secrets:PreviousMasterKeys", Convert.ToBase64String(old))));

        Assert.Equal([1], box.Open("p", generatedValue));
        Assert.Equal([2], box.Open("p", oldValue));
        Assert.Equal([3], new SecretBox(current, isConfigured: true).Open("p", box.Seal("p", [3])));
        Assert.ThrowsAny<CryptographicException>(() => box.Open("q", oldValue));
        Assert.ThrowsAny<CryptographicException>(() => box.Open("p", New().Seal("p", [4])));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("not base64 at all!")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gIQ==")]
    public void A_key_that_is_not_32_bytes_stops_the_start(string key)
    {
        var error = Assert.Throws<InvalidSettingException>(() => SecretBox.FromConfiguration(Configuration(("Secrets:MasterKey", key))));

        Assert.Equal("Secrets:MasterKey", error.Key);
        Assert.DoesNotContain(key, error.Message, StringComparison.Ordinal);
    }

    private static SecretBox New() => new(RandomNumberGenerator.GetBytes(32), isConfigured: true);

    private IConfiguration Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Append(("Storage:Path", _folder)).ToDictionary(s => s.Item1, s => (string?)s.Item2))
        .Build();
}
