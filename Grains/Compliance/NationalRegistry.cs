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
/// unreadable, the last good list stays in force.
/// </summary>
public sealed partial class NationalRegistry : BackgroundService
{
    // A change counts once it was seen twice, so that a file still being written is left alone: it takes
    // effect after two looks and the reading, well within the promised 10 s (contract, section 9).
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly string? _path;
    private readonly TimeProvider _time;
    private readonly ILogger<NationalRegistry> _logger;
    private volatile RegistryFile _current = RegistryFile.Empty;
    private FileMark? _seen;
    private FileMark? _handled;
    private string? _problem;

    /// <summary>Makes the registry; it reads its file when the host starts it.</summary>
    public NationalRegistry(IConfiguration configuration, TimeProvider time, ILogger<NationalRegistry> logger)
    {
        _path = configuration.Text("Compliance:NcprFile") is { } file ? Path.GetFullPath(file) : null;
        _time = time;
        _logger = logger;
    }

    /// <summary>How many numbers are in force.</summary>
    public int Count => _current.Count;

    /// <summary>Whether this E.164 number is an Indian one that is registered.</summary>
    public bool Contains(string e164) => PhoneNumber.IsIndian(e164) && _current.Contains(e164);

    /// <summary>Reads the file before the host serves, so that no call slips through, and begins to watch it.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_path is null)
            return;
        _seen = FileMark.Of(_path);
        Load(_path);
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
            Load(file);
    }

    private void Load(string file)
    {
        try
        {
            using var csv = File.OpenRead(file);
            _current = RegistryFile.Read(csv);
            _handled = _seen;
            _problem = null;
            LogLoaded(_current.Count, file, _current.BadRows);
        }
        catch (Exception broken) when (broken is InvalidDataException or CsvFormatException)
        {
            _handled = _seen;
            Report(file, broken.Message);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Tried again at every look: the file may come back, or become readable, without another change.
            _handled = null;
            Report(file, unreadable.Message);
        }
    }

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
