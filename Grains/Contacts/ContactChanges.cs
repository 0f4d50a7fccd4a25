using System.Collections.Immutable;
using Switchboard.Calls;

namespace Switchboard.Contacts;

/// <summary>What an upsert says about a contact. A field that is not given keeps its value; a new contact has none in it.</summary>
public sealed record ContactChanges
{
    /// <summary>The person's name.</summary>
    public Given<string> Name { get; init; }

    /// <summary>The mail address.</summary>
    public Given<string> Email { get; init; }

    /// <summary>BCP 47 tag.</summary>
    public Given<string> LanguagePref { get; init; }

    /// <summary>A JSON object; replaces the former one as a whole.</summary>
    public Given<string> Metadata { get; init; }

    /// <summary>A JSON object that is merged into the former one as RFC 7396 says, instead of <see cref="Metadata"/>; null for none.</summary>
    public string? MergedMetadata { get; init; }

    /// <summary>How the person agreed to be called.</summary>
    public Given<ConsentCapture?> Consent { get; init; }

    /// <summary>The tenant's own words; they replace the former ones.</summary>
    public Given<ImmutableArray<string>> Tags { get; init; }

    /// <summary>Words that come to the former ones.</summary>
    public ImmutableArray<string> AddedTags { get; init; } = [];

    /// <summary>The contact with the changes made.</summary>
    public Contact ApplyTo(Contact contact) => contact with
    {
        Name = Name.Or(contact.Name),
        Email = Email.Or(contact.Email),
        LanguagePref = LanguagePref.Or(contact.LanguagePref),
        Metadata = MergedMetadata is null ? Metadata.Or(contact.Metadata) : JsonMerge.Merge(contact.Metadata, MergedMetadata),
        Consent = Consent.Or(contact.Consent),
        Tags = [.. Tags.Or(contact.Tags).Concat(AddedTags).Distinct(StringComparer.Ordinal)],
    };
}

/// <summary>A value that a caller may have given, null included, or left out: the default.</summary>
/// <param name="IsGiven">Whether it was given.</param>
/// <param name="Value">What was given.</param>
public readonly record struct Given<T>(bool IsGiven, T? Value)
{
    /// <summary>What was given, or else the value that was there before.</summary>
    public T? Or(T? former) => IsGiven ? Value : former;

    /// <summary>A value that was given.</summary>
    public static implicit operator Given<T>(T? value) => new(true, value);
}
