using Switchboard.Campaigns;
using Switchboard.Files;
using Switchboard.Settings;

namespace Switchboard.Api.Demo;

/// <summary>A person to call.</summary>
/// <param name="Phone">As the file has it.</param>
/// <param name="Name">Empty when the file has no names.</param>
internal sealed record DemoPerson(string Phone, string Name);

/// <summary>Reads the rows of a CSV file.</summary>
internal static class DemoAudience
{
    /// <summary>The people in the file, in its order.</summary>
    /// <exception cref="InvalidSettingException">The file is no table with a column of phone numbers.</exception>
    public static IReadOnlyList<DemoPerson> Read(string path)
    {
        using var file = File.OpenRead(path);
        try
        {
            using var table = CsvTable.Open(file, AudienceColumns.All);
            var people = new List<DemoPerson>();
            while (table.Read())
                people.Add(new DemoPerson(table.Text(AudienceColumns.Phone), AudienceColumns.NameIn(table) ?? ""));
            return people;
        }
        catch (TableFileException broken)
        {
            throw new InvalidSettingException("--audience", broken.Message, broken);
        }
    }
}
