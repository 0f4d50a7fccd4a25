using System.Text.Json;
using System.Text.Json.Serialization;
using Swashbuckle.AspNetCore.SwaggerUI;
using Switchboard.Api.Doors;

namespace Switchboard.Api.Docs;

/// <summary>The documents of the doors and the page that shows them.</summary>
public static class DocsServices
{
    private const string Page = "docs";

    /// <summary>Registers a document for each door.</summary>
    public static void AddDocs(this IServiceCollection services, IEnumerable<Door> doors)
    {
        // Only the documents are made with these options; doors bring their own. Numbers are numbers, and words are words.
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        });
        foreach (var door in doors)
            services.AddOpenApi(DoorDocument.NameOf(door), options => DoorDocument.Configure(options, door));
    }

    /// <summary>
    /// Serves <c>/openapi/{door}.json</c> and <c>/docs</c>, where each of them can be read and tried. Everything that the page needs comes
    /// from this server.
    /// </summary>
    public static void MapDocs(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapGet("/", () => Results.Redirect($"/{Page}")).ExcludeFromDescription();
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = Page;
            page.DocumentTitle = "Switchboard API";
            foreach (var door in app.Services.GetServices<Door>())
                page.SwaggerEndpoint($"/openapi/{DoorDocument.NameOf(door)}.json", door.Name);
            page.EnableDeepLinking();
            page.EnablePersistAuthorization();
            page.DisplayRequestDuration();
            page.DefaultModelsExpandDepth(0);
            page.DocExpansion(DocExpansion.List);
        });
    }
}
