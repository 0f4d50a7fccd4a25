using System.Text.Json;
using Switchboard.Api.Limits;

namespace Switchboard.Api.Doors;

/// <summary>
/// One vendor's API over the engine: its routes, its body and error shapes, its names. A door translates and does nothing
/// else; a rule that two doors need lives in the engine.
/// </summary>
public abstract class Door
{
    /// <summary>The name in the configuration (<c>Doors:{Name}:Host</c>) and, in lower case, in <c>/openapi/{name}.json</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The path under which all its routes are, such as <c>/cualify</c>.</summary>
    public abstract PathString Root { get; }

    /// <summary>What its document begins with, in Markdown: how to come over from the vendor.</summary>
    public abstract string About { get; }

    /// <summary>How its bodies are written: the naming policy, and the rest by <see cref="DoorJson"/>.</summary>
    public abstract JsonSerializerOptions Json { get; }

    /// <summary>The realm of its 401.</summary>
    public virtual string Realm => Name.ToLowerInvariant();

    /// <summary>Whether a key may also come in the header <c>x-api-key</c>.</summary>
    public virtual bool TakesApiKeyHeader => false;

    /// <summary>The limit on all its routes, unless a route has its own; null for none.</summary>
    public virtual RateLimit? Limit => null;

    /// <summary>The path, below <see cref="Root"/>, at which the route of a path is registered, for a door that answers in several ways.</summary>
    public virtual PathString Canonical(PathString path) => path;

    /// <summary>Registers the routes, relative to <see cref="Root"/>.</summary>
    public abstract void Map(IEndpointRouteBuilder routes);

    /// <summary>The status of a refusal that does not bring its own.</summary>
    public virtual int StatusOf(Refusal refusal) => RefusalWriter.DefaultStatus(refusal.Kind);

    /// <summary>The body of a refusal.</summary>
    public abstract object ErrorBody(Refusal refusal, int status);
}
