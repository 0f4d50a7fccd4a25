using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Contacts;
using Switchboard.Files;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary><c>/api/voice/customers/import</c>: people from a CSV file.</summary>
internal static class ImportRoutes
{
    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder voice)
    {
        voice.MapPost("/customers/import", ImportAsync).WithTags("Customers").Requires(Permissions.ContactsWrite).Limited(Limits.Import).UploadOf(Requests.Upload.FileField)
            .WithSummary("Import customers")
            .WithDescription(
                "A CSV file (UTF-8; commas, semicolons or tabs) of at most 32 MiB in the form's field `file`, with columns for the number, the name, `email`, `tags` (several in one "
                + "value, between commas, semicolons or bars) and `preferred_language`, found by their headers; other columns go into `metadata`. Numbers as they are written in your "
                + $"country are taken too. Each row is taken or fails by itself, as with `/v1/contacts/bulk`; at most {ContactImport.RowsMax} rows. A file that cannot be read to its end "
                + "changes nothing. Importing a file again, after it broke off or for no reason, makes nothing twice.")
            .Answers(StatusCodes.Status200OK, ContactExamples.Imported)
            .Refuses(Refusal.InvalidField(Requests.Upload.FileField, "has no column with one of the headers phone, mobile, number, …"));
    }

    private static async Task<IResult> ImportAsync(
        Upload upload, Caller caller, TenantRegister tenants, ContactRegister register, CancellationToken cancellationToken)
    {
        var tenant = await tenants.FindAsync(caller.TenantId)
            ?? throw new InvalidOperationException($"Tenant {caller.TenantId} of a valid credential is gone.");
        try
        {
            return Answer.Ok(await new ContactImport(tenant.Id, tenant.Country, register).RunAsync(upload.Content, cancellationToken));
        }
        catch (TableFileException malformed)
        {
            return Refusal.InvalidField(Requests.Upload.FileField, malformed.Message);
        }
    }
}
