using Microsoft.Extensions.DependencyInjection;
using Switchboard.Reports.Weekly;

namespace Switchboard.Reports;

/// <summary>Registers the reports.</summary>
public static class ReportServices
{
    /// <summary>The weekly report.</summary>
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<WeeklyRegister>()
        .AddSingleton<WeeklyReports>();
}
