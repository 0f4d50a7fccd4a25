using CsvHelper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Switchboard.Contacts;
using Switchboard.Settings;

namespace Switchboard.Compliance;

/// <summary>
/// The Indian registry of numbers that must not be called commercially (NCPR), read from the file that
/// <c>Compliance:NcprFile</c> names and read again when it changes. The list is replaced at once as a whole; while the file is missing or
/// unreadable, the last good list stays in force. Without a first one a node does not start: it would call people who have forbidden it.
/// </summary>
public sealed partial class NationalRegistry : BackgroundService
{
    // A change counts once it was seen twice, so that a file still being written is left alone: it takes
    // effect after two looks and the reading, well within the promised 10 s (contract, section 9).
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private const string Key = "Compliance:NcprFile";

    private readonly string? _path;
    private readonly TimeProvider _time;
    private readonly ILogger<NationalRegistry> _logger;
    private volatile RegistryFile _current = RegistryFile.Empty;
    private FileMark? _seen;
    private FileMark? _handled;
    private volatile string? _problem;

    /// <summary>Makes the registry; it reads its file when it is opened.</summary>
    public NationalRegistry(IConfiguration configuration, TimeProvider time, ILogger<NationalRegistry> logger)
    {
        _path = configuration.Text(Key) is { } file ? Path.GetFullPath(file) : null;
        _time = time;
        _logger = logger;
    }

    /// <summary>How many numbers are in force.</summary>
    public int Count => _current.Count;

    /// <summary>Whether there is a file to read.</summary>
    public bool IsConfigured => _path is not null;

    /// <summary>Whether the file cannot be used as it is now, so that an older list is in force.</summary>
    public bool IsStale => _problem is not null;

    /// <summary>Whether this E.164 number is an Indian one that is registered.</summary>
    public bool Contains(string e164) => PhoneNumber.IsIndian(e164) && _current.Contains(e164);

    /// <summary>Reads the file for the first time, before the node does anything.</summary>
    /// <exception cref="InvalidSettingException">It is missing or cannot be used.</exception>
    public void Open()
    {
        if (_path is null || _handled is not null)
            return;
        _seen = FileMark.Of(_path);
        try
        {
            Load(_path);
        }
        catch (Exception e) when (IsBroken(e) || IsUnreadable(e))
        {
            throw new InvalidSettingException(Key, $"must be a list of numbers that can be read ({e.Message.TrimEnd('.')})", e);
        }
    }

    /// <summary>Begins to watch the file.</summary>
    /// <exception cref="InvalidSettingException">As <see cref="Open"/>, where nobody has opened it before.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_path is null)
            return;
        Open();
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            LookAgain(_path!);
    }

    private void LookAgain(string file)
    {
        var mark = FileMark.Of(file);
        if (mark != _seen)
            _seen = mark;
        else if (mark is null || mark != _handled)
            LoadAgain(file);
    }

    private void LoadAgain(string file)
    {
        try
        {
            Load(file);
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            _handled = _seen;
            Report(file, broken.Message);
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            // Tried again at every look: the file may come back, or become readable, without another change.
            _handled = null;
            Report(file, unreadable.Message);
        }
    }

    private void Load(string file)
    {
        using var csv = File.OpenRead(file);
        _current = RegistryFile.Read(csv);
        _handled = _seen;
        _problem = null;
        LogLoaded(_current.Count, file, _current.BadRows);
    }

    private static bool IsBroken(Exception e) => e is InvalidDataException or CsvFormatException;

    private static bool IsUnreadable(Exception e) => e is IOException or UnauthorizedAccessException;

    private void Report(string file, string message)
    {
        if (message == _problem)
            return;
        _problem = message;
        LogProblem(file, message, _current.Count);
    }

    [LoggerMessage(LogLevel.Information, "NCPR: {Count} numbers from {File} are in force; {BadRows} rows without an E.164 number were left out")]
    private partial void LogLoaded(int count, string file, int badRows);

    [LoggerMessage(LogLevel.Error, "NCPR: {File} cannot be used ({Problem}); the last good list of {Count} numbers stays in force")]
    private partial void LogProblem(string file, string problem, int count);

    /// <summary>What tells one content of a file from another without reading it.</summary>
    private readonly record struct FileMark(DateTime WrittenAt, long Length)
    {
        /// <summary>The mark of the file (of the file that a link leads to) as it is now; null when it cannot be opened.</summary>
        public static FileMark? Of(string path)
        {
            try
            {
                using var file = File.OpenHandle(path);
                return new FileMark(File.GetLastWriteTimeUtc(file), RandomAccess.GetLength(file));
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}
