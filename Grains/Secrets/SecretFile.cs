using System.Security.Cryptography;

namespace Switchboard.Secrets;

/// <summary>A random key in a file that only the server's user can read, made when it is first needed.</summary>
public static class SecretFile
{
    /// <summary>The key in the file, which is made with <paramref name="length"/> random bytes when there is none.</summary>
    /// <param name="path">Where; missing folders are made.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="InvalidDataException">The file holds something else than base64 of that many bytes.</exception>
    public static byte[] ReadOrCreate(string path, int length)
    {
        if (!File.Exists(path))
            Create(path, length);
        byte[] key = new byte[length];
        if (!Convert.TryFromBase64String(File.ReadAllText(path).Trim(), key, out int written) || written != length)
            throw new InvalidDataException($"{path} does not hold base64 of {length} bytes.");
        return key;
    }

    private static void Create(string path, int length)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        string draft = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(length))));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            // Whole or not at all; and when another process was first, its key is the one.
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
