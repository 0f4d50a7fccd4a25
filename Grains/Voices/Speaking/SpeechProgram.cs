using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Switchboard.Voices;

/// <summary>
/// A program that reads from its input and writes to its output. It is started directly, with its arguments one by one: no shell sees any of it,
/// and what callers wrote goes through its input only.
/// </summary>
/// <param name="Name">Its path, or a name that is looked for on <c>PATH</c>.</param>
internal sealed record SpeechProgram(string Name)
{
    private const int ComplaintMax = 500;
    private const int ChunkSize = 32 * 1024;

    /// <summary>Where it is; null when it is not there. Looked up anew, so that installing it is enough.</summary>
    public string? Find() => Name.Contains(Path.DirectorySeparatorChar)
        ? File.Exists(Name) ? Name : null
        : (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, Name))
            .FirstOrDefault(File.Exists);

    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="outputMax">What it may write, in bytes; who writes more is stopped.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What it wrote; null when that was more than <paramref name="outputMax"/>.</returns>
    /// <exception cref="SpeechProgramException">It cannot be started, or it failed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<byte[]?> RunAsync(IEnumerable<string> arguments, ReadOnlyMemory<byte> input, int outputMax, CancellationToken cancellationToken)
    {
        using var process = Start(arguments);
        try
        {
            var complaint = ReadComplaintAsync(process.StandardError.BaseStream, cancellationToken);
            var writing = WriteAsync(process.StandardInput.BaseStream, input, cancellationToken);
            var output = await ReadAsync(process.StandardOutput.BaseStream, outputMax, cancellationToken);
            if (output is null)
                return null;
            await Task.WhenAll(writing, process.WaitForExitAsync(cancellationToken));
            return process.ExitCode == 0
                ? output
                : throw new SpeechProgramException($"{Name} ended with code {process.ExitCode}: {await complaint}");
        }
        finally
        {
            Stop(process);
        }
    }

    private Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Find() ?? Name, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start) ?? throw new SpeechProgramException($"{Name} was not started.");
        }
        catch (Win32Exception e)
        {
            throw new SpeechProgramException($"{Name} cannot be started.", e);
        }
    }

    private static async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await using (stream)
                await stream.WriteAsync(input, cancellationToken);
        }
        catch (IOException)
        {
            // It ended before it had read everything; its exit code says why.
        }
    }

    private static async Task<byte[]?> ReadAsync(Stream stream, int max, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        var chunk = new byte[ChunkSize];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (output.Length + read > max)
                return null;
            output.Write(chunk, 0, read);
        }

        return output.ToArray();
    }

    // Read to the end, whatever its length, or the program could wait for a reader for ever.
    private static async Task<string> ReadComplaintAsync(Stream stream, CancellationToken cancellationToken)
    {
        var complaint = new StringBuilder();
        var chunk = new byte[ChunkSize];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
            {
                if (complaint.Length < ComplaintMax)
                    complaint.Append(Encoding.UTF8.GetString(chunk, 0, Math.Min(read, ComplaintMax)));
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // It was stopped; who stopped it knows why.
        }

        return complaint.ToString();
    }

    private static void Stop(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended already.
        }
    }
}

/// <summary>A program that speaks could not be started, or failed.</summary>
internal sealed class SpeechProgramException(string message, Exception? inner = null) : Exception(message, inner);
