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
        Transform(schema, context.JsonTypeInfo, isAlone: false);
        return Task.CompletedTask;
    }

    /// <param name="schema">What the framework made of the type.</param>
    /// <param name="type">The type.</param>
    /// <param name="isAlone">
    /// Whether the framework will not get to the fields' own schemas. It looks for each by its own name for the field, so it misses those that the door names
    /// otherwise, and all that is below them.
    /// </param>
    private void Transform(OpenApiSchema schema, JsonTypeInfo type, bool isAlone)
    {
        // One schema for all fields that hold an object, and most of them may be null: it has to say so itself.
        if (type.Type == typeof(RawJson))
            schema.Type = JsonSchemaType.Object | JsonSchemaType.Null;
        else if (type.Type == typeof(RawJsonList))
            (schema.Type, schema.Items) = (JsonSchemaType.Array, new OpenApiSchema());
        else if (schema.Enum is { Count: > 0 })
            schema.Type = Nullable.GetUnderlyingType(type.Type) is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        else if (type.Kind == JsonTypeInfoKind.Object)
            NameFields(schema, type, isAlone);
    }

    private void NameFields(OpenApiSchema schema, JsonTypeInfo type, bool isAlone)
    {
        if (schema.Properties is not { Count: > 0 } properties)
            return;
        // A body may leave out what may be null; an answer has all of its fields.
        var isRequest = RequestTypes.Contain(type.Type);
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
            if (name != field.Name || isAlone)
                TransformWhole(fieldSchema, type.Options.GetTypeInfo(field.PropertyType));
        }
    }

    /// <summary>What the framework will not get to any more: a type and all that it is made of.</summary>
    private void TransformWhole(IOpenApiSchema? schema, JsonTypeInfo type)
    {
        if (schema is not OpenApiSchema plain)
            return;
        var options = type.Options;
        if (Nullable.GetUnderlyingType(type.Type) is { } inner && options.GetTypeInfo(inner) is { Kind: not JsonTypeInfoKind.None } innerType)
            TransformWhole(plain, innerType);
        else if (type.Kind == JsonTypeInfoKind.Enumerable)
            TransformWhole(plain.Items, options.GetTypeInfo(type.ElementType!));
        else if (type.Kind == JsonTypeInfoKind.Dictionary)
            TransformWhole(plain.AdditionalProperties, options.GetTypeInfo(type.ElementType!));
        else
            Transform(plain, type, isAlone: true);
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
