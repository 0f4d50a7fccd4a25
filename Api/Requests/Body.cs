using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Switchboard.Api.Doors;

namespace Switchboard.Api.Requests;

/// <summary>A record that can be read from a JSON object. Its property names are those of the fields, by the door's naming policy.</summary>
public interface IRequestBody<out TSelf>
    where TSelf : IRequestBody<TSelf>
{
    /// <summary>Reads the fields. What comes back is used only when the reader has found no fault.</summary>
    static abstract TSelf Read(RequestReader fields);
}

/// <summary>
/// The body of a request as a parameter of an endpoint's method: there, well formed and valid, or the request has been refused.
/// </summary>
/// <param name="Value">What was read.</param>
public sealed record Body<T>(T Value) : IEndpointParameterMetadataProvider
    where T : IRequestBody<T>
{
    /// <summary>Binds the body.</summary>
    public static async ValueTask<Body<T>> BindAsync(HttpContext context)
    {
        using var document = await JsonBody.ReadAsync(context.Request);
        return new Body<T>(Body.Read<T>(document, context.GetEndpoint()?.Metadata.GetMetadata<InvalidStatus>()?.Status));
    }

    /// <summary>Tells the API's description of the body.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new BodyMetadata(typeof(T)));
}

/// <summary>Reads bodies.</summary>
public static class Body
{
    /// <summary>Reads a body whose bytes are there already.</summary>
    /// <exception cref="RefusedException">It is malformed or not valid.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> body)
        where T : IRequestBody<T>
    {
        using var document = JsonBody.Parse(body);
        return Read<T>(document, invalidStatus: null);
    }

    internal static T Read<T>(JsonDocument document, int? invalidStatus)
        where T : IRequestBody<T>
    {
        var errors = new FieldErrors();
        var value = T.Read(new RequestReader(document.RootElement, errors));
        errors.ThrowIfAny(RefusalKind.InvalidField, invalidStatus);
        return value;
    }
}

/// <summary>Describes the JSON body of an endpoint.</summary>
/// <param name="Type">The record whose properties are its fields.</param>
public sealed record BodyMetadata(Type Type);
