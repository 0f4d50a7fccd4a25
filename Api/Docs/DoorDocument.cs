using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Switchboard.Api.Doors;

namespace Switchboard.Api.Docs;

/// <summary>The OpenAPI document of a door, at <c>/openapi/{door}.json</c>, made from its routes.</summary>
internal static class DoorDocument
{
    /// <summary>The name of the security scheme.</summary>
    public const string BearerScheme = "bearer";

    /// <summary>The name of the security scheme of doors that take keys in the header <c>x-api-key</c> too.</summary>
    public const string KeyHeaderScheme = "apiKey";

    /// <summary>The document's name, which is also the group of the door's routes.</summary>
    public static string NameOf(Door door) => door.Name.ToLowerInvariant();

    /// <summary>Registers the document.</summary>
    public static void Configure(OpenApiOptions options, Door door)
    {
        options.ShouldInclude = route => route.GroupName == NameOf(door);
        options.AddSchemaTransformer(new DoorSchemas(door));
        options.AddOperationTransformer(new OperationDocs(door));
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document, door);
            return Task.CompletedTask;
        });
    }

    private static void Describe(OpenApiDocument document, Door door)
    {
        document.Info = new OpenApiInfo { Title = $"{door.Name} API", Version = "v1", Description = door.About };

        // Paths as the vendor prints them; the server is what a client puts in place of the vendor's host.
        document.Servers = [new OpenApiServer { Url = door.Root.Value!, Description = "This server" }];
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths)
            paths[path[door.Root.Value!.Length..]] = item;
        document.Paths = paths;

        document.AddComponent(BearerScheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key, or the token of a logged-in user.",
        });
        if (door.TakesApiKeyHeader)
        {
            document.AddComponent(KeyHeaderScheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "x-api-key",
                Description = "An API key.",
            });
        }
    }
}
