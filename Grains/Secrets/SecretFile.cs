using System.Security.Cryptography;
using System.Text;

namespace Switchboard.Secrets;

/// <summary>A random key in a file that only the server's user can read, made when it is first needed.</summary>
public static class SecretFile
{
    // A key takes milliseconds to write; ten seconds cover a disk that is slow to flush.
    private const int Attempts = 1000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>The key in the file, which is made with <paramref name="length"/> random bytes when there is none.</summary>
    /// <param name="path">Where; missing folders are made.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="InvalidDataException">The file holds something else than base64 of that many bytes.</exception>
    /// <exception cref="IOException">The file cannot be read or made, or another process holds it for ten seconds.</exception>
    public static byte[] ReadOrCreate(string path, int length)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        string text = ReadOrWrite(path, length).Trim();
        byte[] key = new byte[length];
        if (!Convert.TryFromBase64String(text, key, out int written) || written != length)
            throw new InvalidDataException($"{path} does not hold base64 of {length} bytes.");
        return key;
    }

    private static string ReadOrWrite(string path, int length)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return IsWritten(path) ? Read(path) : Write(path, length);
            }
            catch (IOException) when (attempt < Attempts && File.Exists(path))
            {
                // Another process that starts at the same moment is writing it.
                Thread.Sleep(Pause);
            }
        }
    }

    private static bool IsWritten(string path) => new FileInfo(path) is { Exists: true, Length: > 0 };

    private static string Read(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), Encoding.ASCII);
        return reader.ReadToEnd();
    }

    // Exclusive, because moving a finished draft into place would not be: a move that finds nothing at its target may
    // still replace what another process has put there meanwhile. An empty file is one whose writer died: it is written anew.
    private static string Write(string path, int length)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        if (stream.Length > 0)
            return new StreamReader(stream, Encoding.ASCII).ReadToEnd();
        string text = Convert.ToBase64String(RandomNumberGenerator.GetBytes(length));
        stream.Write(Encoding.ASCII.GetBytes(text));
        stream.Flush(flushToDisk: true);
        return text;
    }
}
