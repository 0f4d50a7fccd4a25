using CsvHelper;
using Switchboard.Settings;

namespace Switchboard.Api.Demo;

/// <summary>A person to call.</summary>
/// <param name="Phone">As the file has it.</param>
/// <param name="Name">Empty when the file has no names.</param>
internal sealed record DemoPerson(string Phone, string Name);

/// <summary>Reads the rows of a CSV file.</summary>
internal static class DemoAudience
{
    private static readonly string[] PhoneColumns = ["phone", "phone_e164", "mobile", "number", "phone_number"];

    /// <summary>The people in the file, in its order.</summary>
    /// <exception cref="InvalidSettingException">The file has no column of phone numbers.</exception>
    public static IReadOnlyList<DemoPerson> Read(string path)
    {
        using var file = File.OpenRead(path);
        using var rows = CsvReader.Create(file, new CsvReaderOptions { HasHeader = false, Separator = ',', TrimWhitespace = true });
        if (!rows.Read()) throw new InvalidSettingException("--audience", "names an empty file");
        List<string> headers = [.. Enumerable.Range(0, rows.FieldCount).Select(i => rows.GetString(i).ToLowerInvariant())];
        var phone = headers.FindIndex(PhoneColumns.Contains);
        if (phone < 0) throw new InvalidSettingException("--audience", $"must have one of the columns {string.Join(", ", PhoneColumns)}");

        var name = headers.IndexOf("name");
        var people = new List<DemoPerson>();
        while (rows.Read()) people.Add(new DemoPerson(Field(rows, phone), name < 0 ? "" : Field(rows, name)));
        return people;
    }

    private static string Field(CsvReader rows, int column) => column < rows.FieldCount ? rows.GetString(column) : "";
}
