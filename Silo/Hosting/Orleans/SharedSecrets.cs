using Microsoft.Extensions.Configuration;
using Npgsql;
using Switchboard.Secrets;
using Switchboard.Settings;
using Switchboard.Storage;

namespace Switchboard.Silo.Hosting;

/// <summary>
/// Sees to it that nodes have the same secrets: tokens of one would not hold on another otherwise, and what one has sealed the other could not open. Generated ones are the
/// same on nodes that share <c>Storage:Path</c>; nodes that do not must be given them. The master key that the cluster began with must be known to each node for ever, be it in force or
/// not; other secrets that are set are not compared, since they change, one node after the other, when they are rotated.
/// </summary>
internal sealed class SharedSecrets(OrleansDatabase database, IConfiguration configuration, IEnumerable<GeneratedSecretUse> secrets, SecretBox box) : INodePreparation
{
    /// <inheritdoc/>
    public void Prepare()
    {
        foreach (var use in secrets.Where(use => use != SecretBox.GeneratedKey && configuration.Text(use.Key) is null))
        {
            string own = GeneratedSecret.Fingerprint(GeneratedSecret.ReadFile(configuration, use));
            if (Recorded(use.Key, own) != own)
                throw new InvalidSettingException(
                    use.Key, "must be set, the same on all nodes: another node has generated another one, so Storage:Path is not a folder that they share");
        }

        var known = box.Fingerprints;
        if (!known.Contains(Recorded(MasterKeys.CurrentSetting, known[0])))
            throw new InvalidSettingException(
                MasterKeys.CurrentSetting, $"must be the same on all nodes: another one has a key that is neither here nor in {MasterKeys.PreviousSetting}");
    }

    /// <summary>The fingerprint that the cluster knows; this one when it knows none yet.</summary>
    private string? Recorded(string key, string own)
    {
        try
        {
            using var insert = database.Connections.CreateCommand("INSERT INTO generated_secrets (setting, fingerprint) VALUES ($1, $2) ON CONFLICT DO NOTHING");
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = own });
            insert.ExecuteNonQuery();
            using var select = database.Connections.CreateCommand("SELECT fingerprint FROM generated_secrets WHERE setting = $1");
            select.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
            return (string?)select.ExecuteScalar();
        }
        catch (NpgsqlException e)
        {
            throw new StoreOpenException($"The cluster's tables in PostgreSQL cannot be used: {e.Message}", e);
        }
    }
}
