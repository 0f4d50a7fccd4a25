using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Switchboard.Settings;

/// <summary>
/// A secret that the operator may set, and that is otherwise made at the first start and kept in <c>Storage:Path</c>, where
/// only the owner can read it. Nodes that do not share that folder must be given the same secret.
/// </summary>
public static class GeneratedSecret
{
    private const int Bytes = 32;

    /// <summary>The UTF-8 bytes of the setting, or of the generated text.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="key">The setting.</param>
    /// <param name="fileName">Its file in <c>Storage:Path</c>.</param>
    public static byte[] Read(IConfiguration configuration, string key, string fileName)
    {
        if (configuration.Text(key) is { } configured)
            return Encoding.UTF8.GetBytes(configured);
        var folder = configuration.StoragePath();
        try
        {
            Directory.CreateDirectory(folder);
            return Encoding.UTF8.GetBytes(ReadOrCreate(Path.Combine(folder, fileName)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingException("Storage:Path", $"must be a folder that can be written to, for the generated {key}", e);
        }
    }

    private static string ReadOrCreate(string path)
    {
        if (!File.Exists(path))
            Create(path);
        return File.ReadAllText(path).Trim();
    }

    // Written aside and then given its name, so that two processes that start together end up with the same secret and a
    // crash leaves no half of one.
    private static void Create(string path)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new StreamWriter(draft, Encoding.ASCII, options))
            file.Write(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)));
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
