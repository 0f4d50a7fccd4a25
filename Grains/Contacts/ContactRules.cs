using System.Text;

namespace Switchboard.Contacts;

/// <summary>Bounds of what a contact holds, whichever door it came in by.</summary>
public static class ContactRules
{
    /// <summary>Characters of a name.</summary>
    public const int NameMax = 200;

    /// <summary>Bytes of the metadata, as compact JSON in UTF-8.</summary>
    public const int MetadataBytesMax = 16 * 1024;

    /// <summary>Tags of one contact.</summary>
    public const int TagsMax = 50;

    /// <summary>Characters of a tag.</summary>
    public const int TagMax = 64;

    /// <summary>What is wrong with a contact once changes are made; null when nothing is. What is merged can be too much together though each part is not.</summary>
    internal static ContactFault? FaultOf(Contact contact)
    {
        if (contact.Tags.Length > TagsMax)
            return new ContactFault("tags", $"must not be more than {TagsMax}, those that the contact has already included");
        return contact.Metadata is { } metadata && Encoding.UTF8.GetByteCount(metadata) > MetadataBytesMax
            ? new ContactFault("metadata", $"must not be larger than {MetadataBytesMax} bytes, with what the contact has already")
            : null;
    }
}

/// <summary>Why a contact was not changed.</summary>
/// <param name="Field">The field at fault: <c>tags</c> or <c>metadata</c>.</param>
/// <param name="Rule">What it must be, as the end of the sentence that begins with its name.</param>
public sealed record ContactFault(string Field, string Rule)
{
    /// <summary>The sentence.</summary>
    public override string ToString() => $"{Field} {Rule}";
}

/// <summary>What became of a change.</summary>
/// <param name="Contact">The contact as committed; null when it was not changed.</param>
/// <param name="Fault">Why not; null when it was.</param>
public sealed record ContactChange(Contact? Contact, ContactFault? Fault);
