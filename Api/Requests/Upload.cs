using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Switchboard.Api.Doors;

namespace Switchboard.Api.Requests;

/// <summary>
/// A body that is a file, as a parameter of an endpoint's method: a multipart form with the file in its field <c>file</c>, or a JSON object; or a form with another field,
/// see <see cref="DoorRoutes.UploadOf"/>. It has arrived
/// as a whole, or the request has been refused; the request's end disposes it. The route wants <see cref="DoorRoutes.Upload"/>.
/// </summary>
public sealed class Upload : IEndpointParameterMetadataProvider, IAsyncDisposable
{
    /// <summary>The field of the form that holds the file.</summary>
    public const string FileField = "file";

    private const int FieldsMax = 20;
    private const int FieldBytesMax = 4096;

    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private readonly FileStream _content;
    private readonly string _fileField;

    private Upload(FileStream content, string? fileField) => (_content, IsJson, _fileField) = (content, fileField is null, fileField ?? FileField);

    /// <summary>Whether the body is a JSON object; otherwise it is a file with fields around it.</summary>
    public bool IsJson { get; }

    /// <summary>The content: the file, or the JSON object. Can be read from its beginning as often as needed.</summary>
    public Stream Content => _content;

    /// <summary>A text field of the form; null when there is none, and with JSON. One of more than 4,096 bytes is cut off there.</summary>
    public string? Field(string name) => _fields.GetValueOrDefault(name);

    /// <summary>The text fields of the form as the fields of a body.</summary>
    /// <param name="errors">Where faults are collected.</param>
    public RequestReader Fields(FieldErrors errors) => new(JsonSerializer.SerializeToElement(_fields), errors);

    /// <summary>The JSON object, parsed as strictly as every body. Dispose it.</summary>
    /// <exception cref="RefusedException">It is malformed or no object.</exception>
    public async Task<JsonDocument> ParseAsync(CancellationToken cancellationToken)
    {
        var bytes = new byte[_content.Length];
        _content.Position = 0;
        await _content.ReadExactlyAsync(bytes, cancellationToken);
        return JsonBody.Parse(bytes);
    }

    /// <summary>Binds the body.</summary>
    public static async ValueTask<Upload> BindAsync(HttpContext context)
    {
        var request = context.Request;
        var folder = context.RequestServices.GetRequiredService<UploadFolder>();
        var form = context.GetEndpoint()?.Metadata.GetMetadata<FormOnly>();
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed : null;
        if (type?.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true)
            return await ReadFormAsync(request, type, folder, form?.FileField ?? FileField);
        if (form is not null)
            throw new RefusedException(new Refusal(RefusalKind.UnsupportedMediaType, "The content type must be multipart/form-data."));
        if (!JsonBody.IsJson(request))
            throw new RefusedException(new Refusal(RefusalKind.UnsupportedMediaType, "The content type must be multipart/form-data or application/json."));
        var upload = new Upload(Create(folder), fileField: null);
        return await upload.FillAsync(request, () => upload.TakeContentAsync(request.Body, context.RequestAborted));
    }

    /// <summary>Tells the API's description of the body.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new UploadMetadata());

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _content.DisposeAsync();

    private static async Task<Upload> ReadFormAsync(HttpRequest request, MediaTypeHeaderValue type, UploadFolder folder, string fileField)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        if (boundary.Length is 0 or > 70)
            throw Malformed("The content type must name the form's boundary.");
        var form = new MultipartReader(boundary.ToString(), request.Body);
        var upload = new Upload(Create(folder), fileField);
        return await upload.FillAsync(request, () => upload.TakeFormAsync(form, request.HttpContext.RequestAborted));
    }

    private async Task<Upload> FillAsync(HttpRequest request, Func<Task> fill)
    {
        request.HttpContext.Response.RegisterForDisposeAsync(this);
        await fill();
        return this;
    }

    private async Task TakeFormAsync(MultipartReader form, CancellationToken cancellationToken)
    {
        var (hasFile, fields) = (false, 0);
        while (await ReadAsync(() => form.ReadNextSectionAsync(cancellationToken)) is { } section)
        {
            var name = section.GetContentDispositionHeader() is { } header ? HeaderUtilities.RemoveQuotes(header.Name).ToString() : "";
            if (name == _fileField && !hasFile)
            {
                hasFile = true;
                await TakeContentAsync(section.Body, cancellationToken);
            }
            else if (name == _fileField)
            {
                throw new RefusedException(Refusal.InvalidField(_fileField, "must not be given more than once"));
            }
            else if (++fields > FieldsMax)
            {
                throw Malformed($"The form has more than {FieldsMax} fields.");
            }
            else
            {
                _fields[name] = await ReadAsync(() => FieldOfAsync(section, cancellationToken));
            }
        }

        if (!hasFile)
            throw new RefusedException(Refusal.InvalidField(_fileField, "is required: the form's field that holds the file"));
    }

    private async Task TakeContentAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (await ReadAsync(async () => await body.ReadAsync(buffer, cancellationToken)) is > 0 and var read)
        {
            try
            {
                await _content.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            catch (IOException)
            {
                throw NoRoom();
            }
        }

        _content.Position = 0;
    }

    // What is longer is more than any route takes, however it is cut.
    private static async Task<string> FieldOfAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        var bytes = new byte[FieldBytesMax];
        var length = await section.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    /// <summary>Reads a part of the body. What the server itself refuses, such as too many bytes, passes through.</summary>
    private static async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception cut) when (cut is InvalidDataException or IOException && cut is not BadHttpRequestException)
        {
            throw Malformed("The body is not a well-formed form, or it was cut off.");
        }
    }

    private static FileStream Create(UploadFolder folder)
    {
        try
        {
            return folder.Create();
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw NoRoom();
        }
    }

    private static RefusedException Malformed(string message) => new(new Refusal(RefusalKind.MalformedBody, message));

    private static RefusedException NoRoom() => new(new Refusal(
        RefusalKind.Unavailable, "This server cannot keep the upload on its disk at the moment (Storage:Path). Try again."));
}

/// <summary>Describes the body of an upload: a form with a file.</summary>
public sealed record UploadMetadata;
