using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Switchboard.Api.Auth;
using Switchboard.Api.Doors;
using Switchboard.Api.Hosting;
using Switchboard.Api.Limits;
using Switchboard.Api.Requests;

namespace Switchboard.Api.Docs;

/// <summary>What a route's metadata says about it.</summary>
internal sealed class RouteFacts(ApiDescription description)
{
    private readonly IList<object> _metadata = description.ActionDescriptor.EndpointMetadata;

    /// <summary>Who may use it.</summary>
    public Access Access => All<Access>().Last();

    /// <summary>The body that it takes, if any.</summary>
    public BodyMetadata? Body => All<BodyMetadata>().LastOrDefault();

    /// <summary>Whether its body may be a form with a file.</summary>
    public bool TakesUpload => All<UploadMetadata>().Any();

    /// <summary>The field of the form's file, where the body is a form and nothing else.</summary>
    public FormOnly? FormOnly => All<FormOnly>().LastOrDefault();

    /// <summary>What its body may be at most, in bytes.</summary>
    public long BodyBytesMax => All<IRequestSizeLimitMetadata>().LastOrDefault()?.MaxRequestBodySize ?? ApiHost.BodyBytesMax;

    /// <summary>Its own limit, if it has one instead of its door's.</summary>
    public RateLimit? Limit => All<RateLimit>().LastOrDefault();

    /// <summary>The status of a field that fails validation, where it has one of its own.</summary>
    public int? InvalidStatus => All<InvalidStatus>().LastOrDefault()?.Status;

    /// <summary>Whether its path names one thing, which may not be there.</summary>
    public bool NamesOneThing => description.RelativePath?.Contains('{', StringComparison.Ordinal) ?? false;

    /// <summary>All of its metadata of one kind, those of its groups first.</summary>
    public IEnumerable<T> All<T>() => _metadata.OfType<T>();
}
