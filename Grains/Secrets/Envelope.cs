using System.Security.Cryptography;

namespace Switchboard.Secrets;

/// <summary>
/// Envelope encryption: each record has a random data key of its own, which is wrapped by the master key. Changing the master key wraps the data keys
/// anew and leaves the records as they are.
/// </summary>
/// <remarks>
/// Only keys that an operator has set are used (contract, section 1), never a generated one. A box is: version, id of the wrapping key, wrapped data
/// key, sealed record. Both are bound to the place, the version and, for the data key, the wrapping key.
/// </remarks>
public sealed class Envelope
{
    private const byte FormatVersion = 1;
    private const int KeyIdLength = 8;
    private const int WrappedStart = 1 + KeyIdLength;
    private const int RecordStart = WrappedStart + SealedBytes.Overhead + MasterKeys.Length;

    private readonly WrappingKey? _current;
    private readonly Dictionary<string, WrappingKey> _byId;

    /// <summary>Wraps with the current key.</summary>
    public Envelope(MasterKeys keys)
    {
        _current = keys.Current is { } current ? new WrappingKey(current) : null;
        _byId = keys.Previous.Select(key => new WrappingKey(key)).DistinctBy(key => key.Id).ToDictionary(key => key.Id);
        if (_current is not null)
            _byId[_current.Id] = _current;
    }

    /// <summary>Names the current master key without telling anything of it; null when none is set, and nothing can be sealed.</summary>
    public string? CurrentKeyId => _current?.Id;

    /// <summary>Names the key that a box is wrapped with, whether it is known here or not.</summary>
    /// <exception cref="CryptographicException">It is no such box.</exception>
    public static string KeyIdOf(ReadOnlySpan<byte> box) => box.Length >= RecordStart && box[0] == FormatVersion
        ? Convert.ToHexStringLower(box[1..WrappedStart])
        : throw new CryptographicException("The sealed record has an unknown form.");

    /// <summary>Encrypts a record for the place it will be stored at.</summary>
    /// <exception cref="InvalidOperationException">No master key is set.</exception>
    public byte[] Seal(string place, ReadOnlySpan<byte> record)
    {
        var key = _current ?? throw new InvalidOperationException($"{MasterKeys.CurrentSetting} is not set.");
        var dataKey = RandomNumberGenerator.GetBytes(MasterKeys.Length);
        try
        {
            var box = new byte[RecordStart + SealedBytes.Overhead + record.Length];
            SealedBytes.Seal(dataKey, RecordPlace(place), record, box.AsSpan(RecordStart));
            Wrap(key, place, dataKey, box);
            return box;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    /// <summary>Decrypts a record.</summary>
    /// <exception cref="CryptographicException">Its master key is not known here, it was sealed for another place, or it was changed since.</exception>
    public byte[] Open(string place, ReadOnlySpan<byte> box)
    {
        var dataKey = Unwrap(place, box);
        try
        {
            return SealedBytes.Open(dataKey, RecordPlace(place), box[RecordStart..]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    /// <summary>The same record with its data key wrapped by the current master key; null when it is already, or when no key is set.</summary>
    /// <exception cref="CryptographicException">See <see cref="Open"/>.</exception>
    public byte[]? Rewrap(string place, ReadOnlySpan<byte> box)
    {
        if (_current is null || KeyIdOf(box) == _current.Id)
            return null;
        var dataKey = Unwrap(place, box);
        try
        {
            // What does not open is not given a new wrapping that would make it look sound.
            CryptographicOperations.ZeroMemory(SealedBytes.Open(dataKey, RecordPlace(place), box[RecordStart..]));
            var rewrapped = box.ToArray();
            Wrap(_current, place, dataKey, rewrapped);
            return rewrapped;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    private static void Wrap(WrappingKey key, string place, byte[] dataKey, byte[] box)
    {
        box[0] = FormatVersion;
        Convert.FromHexString(key.Id).CopyTo(box, 1);
        SealedBytes.Seal(key.Bytes, KeyPlace(place, key.Id), dataKey, box.AsSpan(WrappedStart, RecordStart - WrappedStart));
    }

    private byte[] Unwrap(string place, ReadOnlySpan<byte> box)
    {
        var id = KeyIdOf(box);
        return _byId.TryGetValue(id, out var key)
            ? SealedBytes.Open(key.Bytes, KeyPlace(place, id), box[WrappedStart..RecordStart])
            : throw new CryptographicException("The record was sealed with a master key that is not set.");
    }

    private static string RecordPlace(string place) => $"v{FormatVersion}/record/{place}";

    private static string KeyPlace(string place, string keyId) => $"v{FormatVersion}/key/{keyId}/{place}";

    private sealed class WrappingKey(byte[] masterKey)
    {
        public string Id { get; } = Convert.ToHexStringLower(SealedBytes.DeriveKey(masterKey, "envelope-id").AsSpan(0, KeyIdLength));

        public byte[] Bytes { get; } = SealedBytes.DeriveKey(masterKey, "envelope-wrap");
    }
}
