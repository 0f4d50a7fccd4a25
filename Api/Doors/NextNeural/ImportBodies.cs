namespace Switchboard.Api.Doors.NextNeural;

/// <summary>What became of the rows of a file.</summary>
/// <param name="Rows">Rows that it has.</param>
/// <param name="Created">Rows that made a contact.</param>
/// <param name="Updated">Rows that changed one.</param>
/// <param name="FailedCount">Rows that did neither.</param>
/// <param name="Failed">The first 1000 of these.</param>
/// <param name="IgnoredColumns">Columns beyond the first 50 besides the known ones, which were not read.</param>
/// <param name="ShortenedValues">Values of more than 500 characters, of which the beginning was kept.</param>
public sealed record ImportResponse(
    long Rows, long Created, long Updated, long FailedCount, IReadOnlyList<FailedImportRow> Failed, int IgnoredColumns, long ShortenedValues);

/// <summary>A row that was not taken.</summary>
/// <param name="Row">The line of the file that it begins at, from 1; the headers are in line 1.</param>
/// <param name="Phone">The number as it is written; null when there is none.</param>
/// <param name="Detail">Why.</param>
public sealed record FailedImportRow(long Row, string? Phone, string Detail);
