using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Switchboard.Settings;
using Switchboard.Storage;

namespace Switchboard.Compliance;

/// <summary>Puts the lists of numbers not to be called into a node.</summary>
public static class ComplianceServices
{
    /// <summary>Registers the do-not-call lists, the registry with its file, and the check against both, and what answers the requests of data subjects. The node's <see cref="Secrets.SecretBox"/> is registered elsewhere.</summary>
    /// <exception cref="InvalidSettingException"><c>Compliance:CooldownDays</c> is not a number of days.</exception>
    public static IServiceCollection AddCompliance(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<Pseudonyms>()
        .AddSingleton<DncRegister>()
        .AddCooldown(TimeSpan.FromDays(configuration.Whole("Compliance:CooldownDays", 7, 0, 3650)))
        .AddSingleton<NationalRegistry>()
        .AddHostedService(provider => provider.GetRequiredService<NationalRegistry>())
        .AddSingleton<SuppressionCheck>()
        .AddSingleton<ConsentAttestations>()
        .AddSingleton<DataSubjects>()
        .AddSingleton<RejectedUploads>()
        .AddSingleton<ContactTimeline>()
        .AddSingleton<SubjectExport>()
        .AddErasure();

    private static IServiceCollection AddCooldown(this IServiceCollection services, TimeSpan cooldown) => services.AddSingleton(provider =>
        new CooldownRegister(provider.GetRequiredService<IStore>(), cooldown, provider.GetRequiredService<TimeProvider>()));

    private static IServiceCollection AddErasure(this IServiceCollection services) => services
        .AddSingleton<RowEraser>()
        .AddSingleton<EventEraser>()
        .AddSingleton<CallEraser>()
        .AddSingleton<AudienceEraser>()
        .AddSingleton(provider => new ContactRemoval(
            provider.GetRequiredService<Contacts.ContactRegister>(), provider.GetRequiredService<EventEraser>(), provider.GetRequiredService<Pseudonyms>()))
        .AddSingleton(provider => new PersonErasure(
            provider.GetRequiredService<IStore>(), provider.GetRequiredService<DataSubjects>(), provider.GetRequiredService<Pseudonyms>(),
            provider.GetRequiredService<CallEraser>(), provider.GetRequiredService<AudienceEraser>(), provider.GetRequiredService<EventEraser>(),
            provider.GetRequiredService<DncRegister>(), provider.GetRequiredService<Contacts.ContactRegister>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<PersonErasure>>()));
}
