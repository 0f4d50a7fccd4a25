using Microsoft.AspNetCore.Http.Metadata;
using Switchboard.Api.Doors;

namespace Switchboard.Api.Docs;

/// <summary>
/// What a door's route tells its readers beyond its summary: examples, parameters that are read from the query, refusals of
/// its own. Those that every route has (no key, too many requests, malformed body, …) are added by <see cref="OperationDocs"/>.
/// </summary>
public static class RouteDocs
{
    /// <summary>An example of the body, which can be sent as it is printed.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder route, object example) => route.WithMetadata(new BodyExample(example));

    /// <summary>The answer of a request that is carried out.</summary>
    /// <param name="route">The route.</param>
    /// <param name="status">Its status.</param>
    /// <param name="example">An example, whose type is the answer's.</param>
    public static RouteHandlerBuilder Answers(this RouteHandlerBuilder route, int status, object example) => route
        .Produces(status, example.GetType(), "application/json")
        .WithMetadata(new AnswerExample(status, example));

    /// <summary>Parameters of the query.</summary>
    public static RouteHandlerBuilder Query(this RouteHandlerBuilder route, params QueryParameter[] parameters) =>
        route.WithMetadata([.. parameters]);

    /// <summary>Fields of a form besides its file.</summary>
    public static RouteHandlerBuilder FormFields(this RouteHandlerBuilder route, params QueryParameter[] fields) =>
        route.WithMetadata([.. fields.Select(field => new FormField(field))]);

    /// <summary>Reasons of its own for which the route refuses a request.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params Refusal[] refusals) =>
        route.WithMetadata([.. refusals.Select(refusal => new RefusalExample(refusal))]);
}

/// <summary>An example of a route's body.</summary>
/// <param name="Body">A value of the body's type.</param>
public sealed record BodyExample(object Body);

/// <summary>An example of a route's answer.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">A value of the answer's type.</param>
public sealed record AnswerExample(int Status, object Body);

/// <summary>An example of a route's refusal.</summary>
/// <param name="Refusal">The refusal.</param>
public sealed record RefusalExample(Refusal Refusal);

/// <summary>A text field of a route's form.</summary>
/// <param name="Parameter">Its name and what it must be.</param>
public sealed record FormField(QueryParameter Parameter);
