using Microsoft.Extensions.Logging;

namespace Switchboard.Voices;

/// <summary>
/// Spoken previews on the disk, by their ids. Bounded in size and in age, counted from when one was last asked for; the ones unused for longest go
/// first. Nodes that share the folder share what is in it.
/// </summary>
public sealed partial class PreviewCache(SpeechOptions options, TimeProvider time, ILogger<PreviewCache> logger)
{
    private const string Extension = ".mp3";
    private const long Megabyte = 1024 * 1024;

    private readonly Lock _pruning = new();

    /// <summary>What is kept under an id; null when it is not, or no longer. Whoever asks keeps it for longer.</summary>
    public async Task<byte[]?> FindAsync(string id)
    {
        try
        {
            var path = PathOf(id);
            if (IsExpired(new FileInfo(path)))
                return null;
            var audio = await File.ReadAllBytesAsync(path);
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
            return audio;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Opens what is kept under an id, for who has its address; null when it is not, or no longer.</summary>
    public Stream? Open(string id)
    {
        try
        {
            var path = PathOf(id);
            return IsExpired(new FileInfo(path))
                ? null
                : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a preview, whole or not at all, and lets go of what there is no room for. False when the disk does not take it.</summary>
    public async Task<bool> TryKeepAsync(string id, ReadOnlyMemory<byte> audio)
    {
        var draft = Path.Combine(options.CacheFolder, $".{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(options.CacheFolder);
            await File.WriteAllBytesAsync(draft, audio);
            File.SetLastWriteTimeUtc(draft, time.GetUtcNow().UtcDateTime);
            File.Move(draft, PathOf(id), overwrite: true);
            Prune(keep: PathOf(id));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotKept(e);
            TryDelete(draft);
            return false;
        }
    }

    private void Prune(string keep)
    {
        lock (_pruning)
        {
            var room = options.CacheMegabytes * Megabyte;
            foreach (var file in new DirectoryInfo(options.CacheFolder).EnumerateFiles().OrderByDescending(file => file.LastWriteTimeUtc).ToList())
            {
                room -= file.Length;
                if (file.FullName != Path.GetFullPath(keep) && (room < 0 || IsExpired(file)))
                    TryDelete(file.FullName);
            }
        }
    }

    private bool IsExpired(FileInfo file) => file.LastWriteTimeUtc + TimeSpan.FromHours(options.CacheHours) <= time.GetUtcNow().UtcDateTime;

    private string PathOf(string id) => Path.Combine(options.CacheFolder, id + Extension);

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is gone already, or goes the next time.
        }
    }

    [LoggerMessage(LogLevel.Warning, "A preview could not be kept")]
    private partial void LogNotKept(Exception e);
}
