using Switchboard.Settings;

namespace Switchboard.Api.Requests;

/// <summary>Where uploads are put while they arrive: a folder in <c>Storage:Path</c>, for they are too large for the memory of many at once.</summary>
public sealed class UploadFolder(IConfiguration configuration)
{
    private readonly string _path = Path.Combine(Path.GetFullPath(configuration.StoragePath()), "uploads");

    /// <summary>An empty file to write and to read, gone as soon as it is closed.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public FileStream Create()
    {
        Directory.CreateDirectory(_path);
        var path = Path.Combine(_path, $"{Guid.NewGuid():N}.part");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);

        // Without a name the file cannot even outlive a process that is killed.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }
}
