using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Switchboard.Secrets;

namespace Switchboard.Voices;

/// <summary>Puts voices into a node.</summary>
public static class VoiceServices
{
    /// <summary>Registers speech and its previews, and the tenants' own speakers. Reads <c>Speech:*</c>.</summary>
    /// <exception cref="Settings.InvalidSettingException">A value cannot be used.</exception>
    public static IServiceCollection AddVoices(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(_ => SecretBox.FromConfiguration(configuration));
        return services
            .AddSingleton(SpeechOptions.Read(configuration))
            .AddSingleton<ISpeech, EspeakSpeech>()
            .AddSingleton<PreviewCache>()
            .AddSingleton<SpeechPreviews>()
            .AddSingleton<ISpeakerProvider, SimulatedSpeakers>()
            .AddSingleton<SpeakerRegister>()
            .AddSingleton<AudioParts>()
            .AddSingleton<SpeakerStudio>()
            .AddHostedService<LeftoverAudioSweeper>();
    }
}
