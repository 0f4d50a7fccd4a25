using System.Collections.Immutable;
using Switchboard.Api.Requests;
using Switchboard.Contacts;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>Reads what bodies say of a contact, which all routes name alike.</summary>
internal static class ContactFields
{
    /// <summary>The field of the number.</summary>
    public const string PhoneField = "phone";

    /// <summary>What a number must be, in the document's words.</summary>
    public const string PhoneRule = "must be in E.164 format";

    /// <summary>The person's name; null when absent.</summary>
    public static string? Name(RequestReader fields) => fields.OptionalText("name", ContactRules.NameMax);

    /// <summary>The mail address; null when absent.</summary>
    public static string? Email(RequestReader fields) => fields.OptionalEmail("email");

    /// <summary>The language; null when absent.</summary>
    public static string? Language(RequestReader fields) => fields.OptionalLanguage("preferred_language");

    /// <summary>The caller's own object; null when absent.</summary>
    public static RawJson? Metadata(RequestReader fields) => RawJson.Of(fields.OptionalObject("metadata", ContactRules.MetadataBytesMax));

    /// <summary>The different tags, in their order; null when absent.</summary>
    public static ImmutableArray<string>? Tags(RequestReader fields)
    {
        if (fields.OptionalTexts("tags", ContactRules.TagsMax, ContactRules.TagMax) is not { } tags)
            return null;
        if (tags.Any(string.IsNullOrWhiteSpace))
            fields.Fail("tags", "must not be blank");
        return [.. tags.Select(tag => tag.Trim()).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The engine's command: what is given takes the place of what was there, null clears it.</summary>
    public static ContactChanges Replacing(
        RequestReader fields, string? name, string? email, ImmutableArray<string>? tags, string? language, RawJson? metadata)
    {
        return new ContactChanges
        {
            Name = Given("name", name),
            Email = Given("email", email),
            Tags = Given("tags", tags ?? []),
            LanguagePref = Given("preferred_language", language),
            Metadata = Given("metadata", metadata?.Text),
        };

        Given<T> Given<T>(string field, T? value) => fields.Has(field) ? value : default(Given<T>);
    }

    /// <summary>The same, but tags and metadata come to those that are there, and null is the same as nothing.</summary>
    public static ContactChanges Merging(string? name, string? email, ImmutableArray<string>? tags, string? language, string? metadata)
    {
        return new ContactChanges
        {
            Name = Given(name),
            Email = Given(email),
            AddedTags = tags ?? [],
            LanguagePref = Given(language),
            MergedMetadata = metadata,
        };

        static Given<string> Given(string? value) => value is null ? default(Given<string>) : value;
    }
}
