namespace Switchboard.Silo.Health;

/// <summary>
/// Asks a dependency whether it answers. Cheap however often it is called, as one answer counts for a second, and never held up by one that hangs: one question at most is
/// under way, an answer that works is good for three seconds while the next one is awaited, and who has to wait for it waits for two. A dependency that is merely slow takes no node
/// out of service.
/// </summary>
/// <param name="kind">Which one is configured.</param>
/// <param name="ask">Asks it; a failure says that it does not work.</param>
/// <param name="time">The clock.</param>
internal sealed class DependencyProbe(string kind, Func<Task> ask, TimeProvider time)
{
    private static readonly TimeSpan AnswerAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task<DependencyHealth>? _question;
    private long _askedAt;
    private DependencyHealth? _answer;
    private long _answeredAt;

    /// <summary>The answer of one that does not.</summary>
    public DependencyHealth Unavailable { get; } = new(DependencyHealth.Unavailable, kind);

    /// <summary>How it stands.</summary>
    public async Task<DependencyHealth> LookAsync()
    {
        Task<DependencyHealth> question;
        TimeSpan left;
        lock (_gate)
        {
            var last = _answer is { IsOk: true } && time.GetElapsedTime(_answeredAt) < AnswerAge + WaitMax ? _answer : null;
            if (last is not null && time.GetElapsedTime(_answeredAt) < AnswerAge)
                return last;
            if (_question is null)
            {
                _askedAt = time.GetTimestamp();
                _question = Task.Run(AskAsync);
            }

            question = _question;
            left = WaitMax - time.GetElapsedTime(_askedAt);
            if (last is not null && left > TimeSpan.Zero)
                return last;
        }

        try
        {
            return left > TimeSpan.Zero ? await question.WaitAsync(left, time) : Unavailable;
        }
        catch (TimeoutException)
        {
            return Unavailable;
        }
    }

    private async Task<DependencyHealth> AskAsync()
    {
        var answer = Unavailable;
        var start = time.GetTimestamp();
        try
        {
            await ask();
            answer = new DependencyHealth(Readiness.Ok, kind) { LatencyMs = Math.Round(time.GetElapsedTime(start).TotalMilliseconds, 2) };
        }
        catch (Exception)
        {
            // Whatever it is, the answer is that it does not work; logs elsewhere say why.
        }
        finally
        {
            lock (_gate)
                (_answer, _answeredAt, _question) = (answer, time.GetTimestamp(), null);
        }

        return answer;
    }
}
