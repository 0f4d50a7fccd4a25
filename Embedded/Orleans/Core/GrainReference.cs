using Switchboard.Embedded;

namespace Orleans.Runtime;

/// <summary>The address of a grain, as an object. The host derives a class from it for every grain interface; references to the same grain are equal.</summary>
public abstract class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private readonly EmbeddedHost host;

    /// <summary>Called by the classes that the host generates.</summary>
    protected GrainReference(EmbeddedHost host, GrainId grainId)
    {
        this.host = host;
        GrainId = grainId;
    }

    /// <summary>The grain's identity.</summary>
    public GrainId GrainId { get; }

    internal EmbeddedHost Host => host;

    /// <summary>Sends a request to the grain. Called by the classes that the host generates.</summary>
    protected Task Send(GrainRequest request, GrainMethod method)
    {
        host.Send(GrainId, request, method);
        return method.IsOneWay ? Task.CompletedTask : request.Response;
    }

    /// <summary>Sends a request to the grain. Called by the classes that the host generates.</summary>
    protected Task<T> SendFor<T>(GrainRequest<T> request, GrainMethod method)
    {
        host.Send(GrainId, request, method);
        return request.TypedResponse;
    }

    /// <inheritdoc/>
    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc/>
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <summary>Whether both refer to the same grain.</summary>
    public static bool operator ==(GrainReference? left, GrainReference? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether they refer to different grains.</summary>
    public static bool operator !=(GrainReference? left, GrainReference? right) => !(left == right);

    /// <inheritdoc/>
    public sealed override string ToString() => $"GrainReference:{GrainId}";
}
