using Switchboard.Identity;

namespace Switchboard.Reports.Weekly;

/// <summary>Makes weekly reports: reads the figures, then writes the document.</summary>
public sealed class WeeklyReports(WeeklyRegister figures, TimeProvider time) : IDisposable
{
    // Writing a report keeps a processor busy; a few at a time leave the others to the calls.
    private readonly SemaphoreSlim _writing = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>The report of a tenant's period as a PDF.</summary>
    public async Task<byte[]> WriteAsync(Tenant tenant, ReportPeriod period, CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var read = await figures.ReadAsync(tenant.Id, period, cancellationToken);
            return WeeklyReport.Write(new ReportHead(tenant.Name, tenant.Country, tenant.Currency, period, time.GetUtcNow()), read);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Makes no more reports.</summary>
    public void Dispose() => _writing.Dispose();
}
