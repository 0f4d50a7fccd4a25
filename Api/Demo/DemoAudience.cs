using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
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
        var format = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            PrepareHeaderForMatch = header => header.Header.Trim().ToLowerInvariant(),
            MissingFieldFound = null,
        };
        using var csv = new CsvReader(new StreamReader(path), format);
        csv.Read();
        csv.ReadHeader();
        var headers = csv.HeaderRecord!.Select(header => header.Trim().ToLowerInvariant()).ToList();
        var column = PhoneColumns.FirstOrDefault(headers.Contains)
            ?? throw new InvalidSettingException("--audience", $"must have one of the columns {string.Join(", ", PhoneColumns)}");
        var people = new List<DemoPerson>();
        while (csv.Read()) people.Add(new DemoPerson(csv.GetField(column)?.Trim() ?? "", headers.Contains("name") ? csv.GetField("name") ?? "" : ""));
        return people;
    }
}
