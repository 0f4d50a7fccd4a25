using System.Collections.Immutable;

namespace Switchboard.Contacts;

/// <summary>How a person agreed to be called.</summary>
public enum ConsentCapture
{
    /// <summary>Asked at the beginning of a call.</summary>
    PreCall,

    /// <summary>Given in a form of the tenant's web site.</summary>
    WebsiteForm,

    /// <summary>Noted by hand.</summary>
    Manual,

    /// <summary>Came with an imported list.</summary>
    Imported,
}

/// <summary>The names of <see cref="ConsentCapture"/>, in storage and at the doors.</summary>
public static class ConsentCaptureNames
{
    /// <summary>All names.</summary>
    public static readonly ImmutableArray<string> All = [.. Enum.GetValues<ConsentCapture>().Select(ToName)];

    /// <summary>Such as <c>website_form</c>.</summary>
    public static string ToName(this ConsentCapture consent) => consent switch
    {
        ConsentCapture.PreCall => "pre_call",
        ConsentCapture.WebsiteForm => "website_form",
        ConsentCapture.Manual => "manual",
        ConsentCapture.Imported => "imported",
        _ => throw new ArgumentOutOfRangeException(nameof(consent), consent, "not a way to capture consent"),
    };

    /// <summary>The one with this name; null for no name or one that is none of the four.</summary>
    public static ConsentCapture? Parse(string? name) => name switch
    {
        "pre_call" => ConsentCapture.PreCall,
        "website_form" => ConsentCapture.WebsiteForm,
        "manual" => ConsentCapture.Manual,
        "imported" => ConsentCapture.Imported,
        _ => null,
    };
}
