using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Switchboard.Api.Auth;
using Switchboard.Api.Doors;
using Switchboard.Api.Requests;

namespace Switchboard.Api.Docs;

/// <summary>Puts parameters, bodies, examples and refusals into the description of a route.</summary>
internal sealed class OperationDocs(Door door) : IOpenApiOperationTransformer
{
    private const string Json = "application/json";
    private const string Form = "multipart/form-data";

    private static readonly Dictionary<string, IOpenApiHeader> RetryAfter = new()
    {
        ["Retry-After"] = new OpenApiHeader
        {
            Description = "Seconds after which to try again.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
        },
    };

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var route = new RouteFacts(context.Description);
        AddSecurity(operation, route, context);
        AddParameters(operation, route);
        await AddBodyAsync(operation, route, context, cancellationToken);
        AddAnswerExamples(operation, route);
        await AddRefusalsAsync(operation, route, context, cancellationToken);
    }

    private void AddSecurity(OpenApiOperation operation, RouteFacts route, OpenApiOperationTransformerContext context)
    {
        if (route.Access.Kind == AccessKind.Everybody)
            return;
        string[] schemes = door.TakesApiKeyHeader ? [DoorDocument.BearerScheme, DoorDocument.KeyHeaderScheme] : [DoorDocument.BearerScheme];
        operation.Security =
        [
            .. schemes.Select(scheme => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] }),
        ];
    }

    private static void AddParameters(OpenApiOperation operation, RouteFacts route)
    {
        foreach (var parameter in route.All<QueryParameter>())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Description,
                Schema = parameter.Schema,
            });
        }
    }

    private async Task AddBodyAsync(
        OpenApiOperation operation, RouteFacts route, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var contents = new Dictionary<string, OpenApiMediaType>();
        if (route.TakesUpload)
            contents[Form] = new OpenApiMediaType { Schema = FormWithFile(route) };
        if (route.Body is { } body)
        {
            var content = contents[Json] = new OpenApiMediaType { Schema = await ReferToAsync(body.Type, context, cancellationToken) };
            if (route.All<BodyExample>().LastOrDefault() is { } example)
                content.Example = WithoutNulls(Print(example.Body));
        }

        if (contents.Count > 0)
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = contents };
    }

    private static OpenApiSchema FormWithFile(RouteFacts route)
    {
        var fileField = route.FormOnly?.FileField ?? Upload.FileField;
        var fields = new Dictionary<string, IOpenApiSchema>
        {
            [fileField] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "The file." },
        };
        foreach (var (field, description, schema) in route.All<FormField>().Select(field => field.Parameter))
        {
            schema.Description = description;
            fields[field] = schema;
        }

        return new OpenApiSchema { Type = JsonSchemaType.Object, Properties = fields, Required = new HashSet<string> { fileField } };
    }

    private void AddAnswerExamples(OpenApiOperation operation, RouteFacts route)
    {
        foreach (var example in route.All<AnswerExample>())
        {
            // Registered together with the example, see RouteDocs.Answers.
            operation.Responses![Key(example.Status)].Content![Json].Example = Print(example.Body);
        }
    }

    private async Task AddRefusalsAsync(
        OpenApiOperation operation, RouteFacts route, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Responses ??= [];
        var refusals = StandardRefusals.Of(door, route).Concat(route.All<RefusalExample>().Select(example => example.Refusal));
        foreach (var group in refusals.GroupBy(StatusOf).OrderBy(group => group.Key))
        {
            var content = new OpenApiMediaType { Examples = new Dictionary<string, IOpenApiExample>() };
            foreach (var refusal in group)
            {
                var body = door.ErrorBody(refusal, group.Key);
                content.Schema ??= await ReferToAsync(body.GetType(), context, cancellationToken);
                content.Examples[ExampleName(refusal)] = new OpenApiExample { Summary = refusal.Message, Value = Print(body) };
            }

            operation.Responses[Key(group.Key)] = new OpenApiResponse
            {
                Description = string.Join(" ", group.Select(refusal => refusal.Message).Distinct()),
                Content = new Dictionary<string, OpenApiMediaType> { [Json] = content },
                Headers = group.Any(refusal => refusal.RetryAfter is not null) ? RetryAfter : null,
            };
        }

        int StatusOf(Refusal refusal) => refusal.Status
            ?? (refusal.Kind == RefusalKind.InvalidField ? route.InvalidStatus : null)
            ?? door.StatusOf(refusal);
    }

    private static async Task<IOpenApiSchema> ReferToAsync(Type type, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var schema = await context.GetOrCreateSchemaAsync(type, cancellationToken: cancellationToken);
        context.Document!.AddComponent(type.Name, schema);
        return new OpenApiSchemaReference(type.Name, context.Document);
    }

    private JsonNode? Print(object body) => JsonSerializer.SerializeToNode(body, body.GetType(), door.Json);

    private static JsonNode? WithoutNulls(JsonNode? body)
    {
        if (body is JsonObject fields)
        {
            foreach (var name in fields.Where(field => field.Value is null).Select(field => field.Key).ToList())
                fields.Remove(name);
        }

        return body;
    }

    private static string ExampleName(Refusal refusal) => refusal.Field is null ? $"{refusal.Kind}" : $"{refusal.Kind}: {refusal.Field}";

    private static string Key(int status) => status.ToString();
}
