using System.Collections.Immutable;
using Switchboard.Api.Doors;

namespace Switchboard.Api.Requests;

/// <summary>Collects what is wrong with a request, so that the caller learns all of it at once.</summary>
public sealed class FieldErrors
{
    // A hostile body may have thousands of faults; the first few say enough.
    private const int ErrorsMax = 50;

    private readonly ImmutableArray<FieldError>.Builder _errors = ImmutableArray.CreateBuilder<FieldError>();

    /// <summary>Whether anything is wrong so far.</summary>
    public bool Any => _errors.Count > 0;

    /// <summary>What was found first; null while nothing is wrong.</summary>
    public FieldError? First => Any ? _errors[0] : null;

    /// <summary>Notes a fault.</summary>
    /// <param name="field">The field, as the caller names it.</param>
    /// <param name="rule">What it must be, as the end of the sentence that begins with its name.</param>
    public void Add(string field, string rule)
    {
        if (_errors.Count < ErrorsMax)
            _errors.Add(new FieldError(field, rule));
    }

    /// <summary>Refuses the request if anything is wrong.</summary>
    public void ThrowIfAny(RefusalKind kind, int? status = null)
    {
        if (Any)
            throw new RefusedException(Refusal.Invalid(kind, _errors.ToImmutable()) with { Status = status });
    }
}
