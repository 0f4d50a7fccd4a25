using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Switchboard.Api.Doors;
using Switchboard.Api.Requests;

namespace Switchboard.Api.Docs;

/// <summary>
/// Makes the schemas say what the door reads and writes. The framework derives them from one set of JSON options for all
/// documents; names of fields and words are the door's own.
/// </summary>
internal sealed class DoorSchemas(Door door) : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(RawJson))
            schema.Type = JsonSchemaType.Object;
        else if (schema.Enum is { Count: > 0 })
            schema.Type = Nullable.GetUnderlyingType(type) is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        else if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object)
            NameFields(schema, context.JsonTypeInfo);
        return Task.CompletedTask;
    }

    private void NameFields(OpenApiSchema schema, JsonTypeInfo type)
    {
        if (schema.Properties is not { Count: > 0 } properties)
            return;
        // A body may leave out what may be null; an answer has all of its fields.
        var isRequest = type.Type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestBody<>));
        schema.Properties = new Dictionary<string, IOpenApiSchema>();
        schema.Required = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var field in type.Properties)
        {
            if (!properties.TryGetValue(field.Name, out var fieldSchema))
                continue;
            var name = NameOf(field);
            var isNullable = IsNullable(field);
            schema.Properties[name] = fieldSchema;
            if (fieldSchema is OpenApiSchema { Type: { } fieldType } plain)
                plain.Type = isNullable ? fieldType | JsonSchemaType.Null : fieldType & ~JsonSchemaType.Null;
            if (!(isRequest && isNullable))
                schema.Required.Add(name);
        }
    }

    // The serializer takes every property that cannot be set for one that may be null; the compiler knows better.
    private static bool IsNullable(JsonPropertyInfo field) => field.AttributeProvider is PropertyInfo property
        ? new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable
        : field.IsGetNullable;

    private string NameOf(JsonPropertyInfo field) =>
        field.AttributeProvider is MemberInfo member && member.GetCustomAttribute<JsonPropertyNameAttribute>() is null
            ? NameOf(member.Name)
            : field.Name;

    private string NameOf(string name) => door.Json.PropertyNamingPolicy?.ConvertName(name) ?? name;
}
