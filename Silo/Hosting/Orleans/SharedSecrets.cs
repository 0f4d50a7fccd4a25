using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Switchboard.Secrets;
using Switchboard.Settings;
using Switchboard.Storage;

namespace Switchboard.Silo.Hosting;

/// <summary>
/// Sees to it that secrets which nodes generate are the same on all of them: tokens of one would not hold on another otherwise, and what one has sealed
/// the other could not open. Nodes that share <c>Storage:Path</c> have the same; those that do not must be given them. What is set is not
/// compared: it changes, one node after the other, when it is rotated.
/// </summary>
internal sealed class SharedSecrets(OrleansDatabase database, IConfiguration configuration, IEnumerable<GeneratedSecretUse> secrets) : INodePreparation
{
    private const int Length = 32;

    /// <inheritdoc/>
    public void Prepare()
    {
        foreach (var (key, fileName) in secrets.Where(secret => configuration.Text(secret.Key) is null))
        {
            if (!IsTheSame(key, Fingerprint(fileName)))
                throw new InvalidSettingException(
                    key, "must be set, the same on all nodes: another node has generated another one, so Storage:Path is not a folder that they share");
        }
    }

    /// <summary>Of 32 random bytes, so it leads nobody back to them.</summary>
    private string Fingerprint(string fileName)
    {
        try
        {
            return Convert.ToHexString(SHA256.HashData(SecretFile.ReadOrCreate(Path.Combine(configuration.StoragePath(), fileName), Length)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InvalidSettingException("Storage:Path", $"must be a folder that generated secrets can be kept in ({e.Message.TrimEnd('.')})", e);
        }
    }

    private bool IsTheSame(string key, string fingerprint)
    {
        try
        {
            using var insert = database.Connections.CreateCommand("INSERT INTO generated_secrets (setting, fingerprint) VALUES ($1, $2) ON CONFLICT DO NOTHING");
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = fingerprint });
            insert.ExecuteNonQuery();
            using var select = database.Connections.CreateCommand("SELECT fingerprint FROM generated_secrets WHERE setting = $1");
            select.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
            return (string?)select.ExecuteScalar() == fingerprint;
        }
        catch (NpgsqlException e)
        {
            throw new StoreOpenException($"The cluster's tables in PostgreSQL cannot be used: {e.Message}", e);
        }
    }
}
